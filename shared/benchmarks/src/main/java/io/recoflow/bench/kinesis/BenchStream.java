package io.recoflow.bench.kinesis;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of its own on a local Kinesis, by the plain SDK with the HTTP client that the source uses. */
final class BenchStream implements AutoCloseable {

    static final int SHARDS = 2;
    static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /**
     * The first of each shard; given by the producer, because kinesalite takes longer to derive one from a partition key
     * than for all the rest of a record.
     */
    private static final List<String> HASH_KEYS = IntStream.range(0, SHARDS)
            .mapToObj(shard -> BigInteger.ONE
                    .shiftLeft(128)
                    .multiply(BigInteger.valueOf(shard))
                    .divide(BigInteger.valueOf(SHARDS))
                    .toString())
            .toList();

    private static final String NAME = "bench";
    private static final Region REGION = Region.US_EAST_1;

    /** Node.js closes a connection after five idle seconds, which fails a request that is sent at that moment. */
    private static final Duration MOST_IDLE = Duration.ofSeconds(2);

    private final URI endpoint;
    private final KinesisAsyncClient kinesis;

    private BenchStream(URI endpoint, KinesisAsyncClient kinesis) {
        this.endpoint = endpoint;
        this.kinesis = kinesis;
    }

    /** Creates the stream, and returns when it is there. */
    static BenchStream create(URI endpoint) throws InterruptedException {
        KinesisAsyncClient kinesis = KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                // The SDK takes HTTP/2 for Kinesis, which kinesalite does not speak.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .connectionMaxIdleTime(MOST_IDLE))
                // A put that is tried again could be stored twice.
                .overrideConfiguration(override -> override.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
        BenchStream stream = new BenchStream(endpoint, kinesis);
        kinesis.createStream(request -> request.streamName(NAME).shardCount(SHARDS))
                .join();
        while (!stream.isActive()) {
            Thread.sleep(20);
        }
        return stream;
    }

    /** The source's options for this stream, from its first record on. */
    Map<String, String> options() {
        return Map.of(
                "streamName",
                NAME,
                "endpoint",
                endpoint.toString(),
                "region",
                REGION.id(),
                "pollInterval",
                POLL_INTERVAL.toMillis() + "ms",
                "startingPosition",
                "TRIM_HORIZON");
    }

    /**
     * Puts records with numbers from one on, spread over the shards.
     *
     * @throws IllegalStateException where not all were taken
     */
    void put(int number, int count) {
        long now = System.nanoTime();
        List<PutRecordsRequestEntry> entries = IntStream.range(number, number + count)
                .mapToObj(each -> PutRecordsRequestEntry.builder()
                        .partitionKey(String.valueOf(each))
                        .explicitHashKey(HASH_KEYS.get(each % SHARDS))
                        .data(SdkBytes.fromByteArrayUnsafe(RecordBody.of(each, now)))
                        .build())
                .toList();
        PutRecordsResponse response = kinesis.putRecords(
                        request -> request.streamName(NAME).records(entries))
                .join();
        if (response.failedRecordCount() > 0) {
            throw new IllegalStateException("The server refused " + response.failedRecordCount() + " records");
        }
    }

    List<String> shards() {
        return kinesis.listShards(request -> request.streamName(NAME)).join().shards().stream()
                .map(Shard::shardId)
                .toList();
    }

    /** An iterator at a shard's first record. */
    String iterator(String shard) {
        return kinesis.getShardIterator(request ->
                        request.streamName(NAME).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
    }

    GetRecordsResponse records(String iterator) {
        return kinesis.getRecords(request -> request.shardIterator(iterator)).join();
    }

    @Override
    public void close() {
        kinesis.close();
    }

    private boolean isActive() {
        return kinesis.describeStreamSummary(request -> request.streamName(NAME))
                        .join()
                        .streamDescriptionSummary()
                        .streamStatus()
                == StreamStatus.ACTIVE;
    }
}
