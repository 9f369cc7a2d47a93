package io.recoflow.local.dynamodb;

import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.runtime.declaration.ItemTable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The tables of a local DynamoDB, and what is in them. */
public final class LocalTables implements AutoCloseable {

    private final DynamoDbAsyncClient client;

    private LocalTables(DynamoDbAsyncClient client) {
        this.client = client;
    }

    /** @param endpoint of a local DynamoDB */
    public static LocalTables at(URI endpoint) {
        return new LocalTables(DynamoDbAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(KinesisConnection.LOCAL_REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        KinesisConnection.LOCAL_ACCESS_KEY, KinesisConnection.LOCAL_SECRET_KEY)))
                // Node.js closes what was idle for five seconds.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().connectionMaxIdleTime(Duration.ofSeconds(2)))
                .build());
    }

    /** For what else a test or a tour asks. */
    public DynamoDbAsyncClient client() {
        return client;
    }

    /** Creates a table as it is declared, and returns when it takes items. */
    public void create(String table, ItemTable design) {
        List<String> keys = Stream.concat(
                        Stream.of(design.key()),
                        design.indexes().stream().flatMap(index -> Stream.of(index.key(), index.sortKey())))
                .distinct()
                .toList();
        client.createTable(request -> request.tableName(table)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(keys.stream()
                                .map(key -> AttributeDefinition.builder()
                                        .attributeName(key)
                                        .attributeType(ScalarAttributeType.S)
                                        .build())
                                .toList())
                        .keySchema(key(design.key(), KeyType.HASH))
                        .globalSecondaryIndexes(design.indexes().stream()
                                .map(index -> GlobalSecondaryIndex.builder()
                                        .indexName(index.name())
                                        .keySchema(key(index.key(), KeyType.HASH), key(index.sortKey(), KeyType.RANGE))
                                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                                        .build())
                                .toList()))
                .join();
        client.waiter()
                .waitUntilTableExists(
                        request -> request.tableName(table),
                        override -> override.backoffStrategyV2(attempt -> Duration.ofMillis(20)))
                .join();
    }

    /** Every item of a table by its key, as the table has it now. */
    public Map<String, Map<String, AttributeValue>> items(String table, String key) {
        Map<String, Map<String, AttributeValue>> items = new HashMap<>();
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Map<String, AttributeValue> next = Map.of();
        do {
            ScanRequest.Builder request = ScanRequest.builder().tableName(table).consistentRead(true);
            ScanResponse page = client.scan(
                            next.isEmpty()
                                    ? request.build()
                                    : request.exclusiveStartKey(next).build())
                    .join();
            found.addAll(page.items());
            next = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!next.isEmpty());
        found.forEach(item ->
                items.put(item.getOrDefault(key, AttributeValue.fromS("")).s(), item));
        return items;
    }

    @Override
    public void close() {
        client.close();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }
}
