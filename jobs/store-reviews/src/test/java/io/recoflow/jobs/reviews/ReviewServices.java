package io.recoflow.jobs.reviews;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.LocalTables;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.shop.review.ReviewTable;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A Kinesis and a DynamoDB of this machine, with streams and tables for each test. */
final class ReviewServices implements AutoCloseable {

    private static final int MOST_RECORDS = 500;

    private final Kinesalite kinesis = Kinesalite.start();
    private final Dynalite dynamoDb = Dynalite.start();
    private final KinesisConnection connection =
            KinesisConnection.open(StreamLocation.local(kinesis.endpoint(), "reviews"));
    private final LocalTables tables = LocalTables.at(dynamoDb.endpoint());

    /** A review as it is put, by a key that tells its shard. */
    record Sent(String partitionKey, byte[] data) {

        static Sent of(String partitionKey, String data) {
            return new Sent(partitionKey, data.getBytes(UTF_8));
        }
    }

    /** A stream of two shards and a table of this name, which nobody else uses. */
    String create() {
        String name = "reviews-" + UUID.randomUUID();
        LocalStreams.create(kinesis.endpoint(), List.of(name), 2);
        tables.create(name, ReviewTable.DESIGN);
        return name;
    }

    List<String> arguments(String name, String lake, String checkpoints) {
        return List.of(
                "--reviews-stream",
                name,
                "--reviews-table",
                name,
                "--region",
                KinesisConnection.LOCAL_REGION.id(),
                "--aws-endpoint",
                kinesis.endpoint().toString(),
                "--dynamodb-endpoint",
                dynamoDb.endpoint().toString(),
                "--lake",
                lake,
                "--checkpoints",
                checkpoints,
                "--store-interval",
                "200ms",
                "--archive-interval",
                "1s");
    }

    Dynalite dynamoDb() {
        return dynamoDb;
    }

    LocalTables tables() {
        return tables;
    }

    Map<String, Map<String, AttributeValue>> items(String name) {
        return tables.items(name, ReviewTable.KEY);
    }

    void put(String name, List<Sent> records) {
        for (int from = 0; from < records.size(); from += MOST_RECORDS) {
            List<PutRecordsRequestEntry> entries = IntStream.range(from, Math.min(records.size(), from + MOST_RECORDS))
                    .mapToObj(i -> PutRecordsRequestEntry.builder()
                            .partitionKey(records.get(i).partitionKey())
                            .data(SdkBytes.fromByteArray(records.get(i).data()))
                            .build())
                    .toList();
            var answer = client().putRecords(request -> request.streamName(name).records(entries))
                    .join();
            if (answer.failedRecordCount() > 0) {
                throw new IllegalStateException("Not all records were taken");
            }
        }
    }

    /** Splits the first open shard in halves. */
    void split(String name) {
        Shard shard = client().listShards(request -> request.streamName(name)).join().shards().stream()
                .filter(each -> each.sequenceNumberRange().endingSequenceNumber() == null)
                .findFirst()
                .orElseThrow();
        var start = new BigInteger(shard.hashKeyRange().startingHashKey());
        var end = new BigInteger(shard.hashKeyRange().endingHashKey());
        client().splitShard(request -> request.streamName(name)
                        .shardToSplit(shard.shardId())
                        .newStartingHashKey(
                                start.add(end).shiftRight(1).add(BigInteger.ONE).toString()))
                .join();
        Awaitility.await()
                .until(() -> client().describeStreamSummary(request -> request.streamName(name))
                                .join()
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    @Override
    public void close() {
        connection.close();
        tables.close();
        dynamoDb.close();
        kinesis.close();
    }

    private KinesisAsyncClient client() {
        return connection.client();
    }
}
