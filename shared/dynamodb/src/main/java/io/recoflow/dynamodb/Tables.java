package io.recoflow.dynamodb;

import io.recoflow.runtime.declaration.ItemTable;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The tables that this process writes. */
public final class Tables {

    /** One a table and process, because tasks share its connections and what is known of its capacity; never closed. */
    private static final ConcurrentMap<TableSettings, OpenTable> OPEN = new ConcurrentHashMap<>();

    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    private Tables() {}

    private record OpenTable(DynamoDbAsyncClient client, TableWriter writer) {}

    /** The writer of a table, the same for all who ask. */
    public static TableWriter writer(TableSettings settings) {
        return open(settings).writer();
    }

    /**
     * What a person should know of a table, after it was held against its design.
     *
     * @throws JobException with exit code 3 where it is not there, does not answer or may not be read, and with 4 where its
     *     key is another
     */
    public static String checked(TableSettings settings, ItemTable design) {
        TableDescription found;
        try {
            found = open(settings)
                    .client()
                    .describeTable(request -> request.tableName(settings.table()))
                    .join()
                    .table();
        } catch (CompletionException e) {
            throw TableFailures.of(settings.table(), e);
        }
        List<KeySchemaElement> key = found.keySchema();
        if (key.size() != 1
                || key.get(0).keyType() != KeyType.HASH
                || !key.get(0).attributeName().equals(design.key())) {
            throw new JobException(
                    ExitCode.SCHEMA_MISMATCH,
                    "Cannot use the table " + settings.table(),
                    "its key is "
                            + key.stream().map(KeySchemaElement::attributeName).toList() + ", and must be "
                            + design.key() + " alone",
                    "Name another table, or make one with that key");
        }
        String capacity = found.billingModeSummary() == null
                ? "provisioned"
                : found.billingModeSummary().billingModeAsString().equals("PAY_PER_REQUEST")
                        ? "on demand"
                        : "provisioned";
        return found.tableStatusAsString().toLowerCase(java.util.Locale.ROOT) + ", capacity " + capacity;
    }

    private static OpenTable open(TableSettings settings) {
        return OPEN.computeIfAbsent(settings, Tables::opened);
    }

    private static OpenTable opened(TableSettings settings) {
        ScheduledThreadPoolExecutor threads =
                new ScheduledThreadPoolExecutor(Runtime.getRuntime().availableProcessors(), work -> {
                    Thread thread = new Thread(work, "puts-" + settings.table());
                    thread.setDaemon(true);
                    return thread;
                });
        DynamoDbAsyncClient client = client(settings);
        return new OpenTable(client, new DynamoDbTableWriter(client, settings, threads));
    }

    private static DynamoDbAsyncClient client(TableSettings settings) {
        DynamoDbAsyncClientBuilder builder = DynamoDbAsyncClient.builder()
                // Named, because the platforms bring other HTTP clients that the SDK would find ambiguous.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(settings.concurrency())
                        .connectionMaxIdleTime(Duration.ofSeconds(4)))
                // Tries are counted and paced here.
                .overrideConfiguration(override ->
                        override.apiCallAttemptTimeout(CALL_LIMIT).retryStrategy(retries -> retries.maxAttempts(1)));
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(URI.create(settings.endpoint()));
        }
        return builder.build();
    }
}
