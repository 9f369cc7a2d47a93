package io.recoflow.local.activity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.StreamLocation;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of its own, spoken to directly. */
public final class TestStream implements AutoCloseable {
    private final String name;
    private final StreamLocation location;
    private final KinesisConnection connection;
    private final KinesisAsyncClient kinesis;

    private TestStream(String name, StreamLocation location) {
        this.name = name;
        this.location = location;
        this.connection = KinesisConnection.open(location);
        this.kinesis = connection.client();
    }

    public static TestStream create(Kinesalite server, String name, int shards) {
        TestStream stream = new TestStream(name, StreamLocation.local(server.endpoint(), name));
        stream.kinesis
                .createStream(request -> request.streamName(name).shardCount(shards))
                .join();
        stream.awaitActive();
        return stream;
    }

    public StreamLocation location() {
        return location;
    }

    public void put(String data) {
        kinesis.putRecord(request -> request.streamName(name)
                        .partitionKey(Integer.toString(data.hashCode()))
                        .data(SdkBytes.fromUtf8String(data)))
                .join();
    }

    /** Splits the first shard that is open. */
    public void split() {
        Shard shard = openShards().get(0);
        BigInteger middle = new BigInteger(shard.hashKeyRange().startingHashKey())
                .add(new BigInteger(shard.hashKeyRange().endingHashKey()))
                .shiftRight(1);
        kinesis.splitShard(request ->
                        request.streamName(name).shardToSplit(shard.shardId()).newStartingHashKey(middle.toString()))
                .join();
        awaitActive();
    }

    /** Merges the last two shards that are open, which are neighbours after a split. */
    public void merge() {
        List<Shard> open = openShards();
        kinesis.mergeShards(request -> request.streamName(name)
                        .shardToMerge(open.get(open.size() - 2).shardId())
                        .adjacentShardToMerge(open.get(open.size() - 1).shardId()))
                .join();
        awaitActive();
    }

    public List<Shard> openShards() {
        return kinesis.listShards(request -> request.streamName(name)).join().shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .toList();
    }

    /** What all shards hold, up to 10,000 records of each. */
    List<Record> records() {
        List<Record> records = new ArrayList<>();
        for (Shard shard : openShards()) {
            String iterator = kinesis.getShardIterator(request -> request.streamName(name)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .join()
                    .shardIterator();
            records.addAll(kinesis.getRecords(request -> request.shardIterator(iterator))
                    .join()
                    .records());
        }
        return records;
    }

    List<String> texts() {
        return records().stream().map(record -> record.data().asString(UTF_8)).toList();
    }

    @Override
    public void close() {
        connection.close();
    }

    private void awaitActive() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> kinesis.describeStreamSummary(request -> request.streamName(name))
                                .join()
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }
}
