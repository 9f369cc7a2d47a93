package io.recoflow.bench.reviews;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.shop.review.ReviewTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** What a program without Spark would do: a thread a shard reads, and puts as many items at a time as it may. */
final class SdkLoop implements Storer {

    @Override
    public String name() {
        return "sdk-loop";
    }

    @Override
    public AutoCloseable start(ReviewServices services, Path folder) {
        DynamoDbAsyncClient table = DynamoDbAsyncClient.builder()
                .endpointOverride(URI.create(services.dynamoDbEndpoint()))
                .region(KinesisConnection.LOCAL_REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        KinesisConnection.LOCAL_ACCESS_KEY, KinesisConnection.LOCAL_SECRET_KEY)))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(PUTS_AT_ONCE)
                        .connectionMaxIdleTime(Duration.ofSeconds(4)))
                .build();
        Loops loops = new Loops(services.stream().client(), table);
        List<Thread> threads = services.stream()
                .client()
                .listShards(request -> request.streamName(ReviewServices.NAME))
                .join()
                .shards()
                .stream()
                .map(loops::start)
                .toList();
        return () -> {
            loops.closed = true;
            for (Thread thread : threads) {
                thread.join();
            }
            table.close();
        };
    }

    private static final class Loops {

        private final KinesisAsyncClient stream;
        private final DynamoDbAsyncClient table;
        private final JsonMapper json = new JsonMapper();
        private final Semaphore puts = new Semaphore(PUTS_AT_ONCE);
        private volatile boolean closed;

        Loops(KinesisAsyncClient stream, DynamoDbAsyncClient table) {
            this.stream = stream;
            this.table = table;
        }

        Thread start(Shard shard) {
            Thread thread = new Thread(() -> run(shard), "sdk-loop-" + shard.shardId());
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        private void run(Shard shard) {
            String iterator = stream.getShardIterator(request -> request.streamName(ReviewServices.NAME)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .join()
                    .shardIterator();
            while (!closed) {
                String here = iterator;
                GetRecordsResponse page = stream.getRecords(request -> request.shardIterator(here))
                        .join();
                page.records().forEach(this::put);
                iterator = page.nextShardIterator();
            }
        }

        private void put(Record record) {
            Map<String, AttributeValue> item = item(record);
            puts.acquireUninterruptibly();
            var unused = table.putItem(request -> request.tableName(ReviewServices.NAME)
                            .item(item)
                            .conditionExpression("attribute_not_exists(#order) OR #order <= :order")
                            .expressionAttributeNames(Map.of("#order", ReviewTable.ORDER))
                            .expressionAttributeValues(Map.of(":order", AttributeValue.fromS(record.sequenceNumber()))))
                    .whenComplete((answer, failure) -> puts.release());
        }

        private Map<String, AttributeValue> item(Record record) {
            Map<String, AttributeValue> item = new HashMap<>();
            try {
                for (Map.Entry<String, JsonNode> field :
                        json.readTree(record.data().asByteArrayUnsafe()).properties()) {
                    JsonNode value = field.getValue();
                    item.put(
                            field.getKey(),
                            value.isNumber()
                                    ? AttributeValue.fromN(value.asText())
                                    : value.isBoolean()
                                            ? AttributeValue.fromBool(value.asBoolean())
                                            : AttributeValue.fromS(value.asText()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            item.put(
                    "ingestion_timestamp",
                    AttributeValue.fromS(record.approximateArrivalTimestamp().toString()));
            item.put(ReviewTable.ORDER, AttributeValue.fromS(record.sequenceNumber()));
            return item;
        }
    }
}
