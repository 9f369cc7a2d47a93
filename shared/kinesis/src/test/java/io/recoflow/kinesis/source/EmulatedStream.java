package io.recoflow.kinesis.source;

import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of a Kinesis server on this machine. */
final class EmulatedStream implements TestStream {

    private static final int MOST_RECORDS = 500;
    private static final Duration CHANGE_LIMIT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final String name = "clicks-" + UUID.randomUUID();
    private final KinesisClient kinesis;

    private EmulatedStream(URI endpoint) {
        this.endpoint = endpoint;
        this.kinesis = KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static EmulatedStream create(URI endpoint, int shards) {
        EmulatedStream stream = new EmulatedStream(endpoint);
        stream.kinesis.createStream(request -> request.streamName(stream.name).shardCount(shards));
        stream.awaitActive();
        return stream;
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                "streamName", name, "endpoint", endpoint.toString(), "region", "us-east-1", "pollInterval", "50ms");
    }

    @Override
    public void put(List<Integer> numbers) {
        for (int from = 0; from < numbers.size(); from += MOST_RECORDS) {
            List<PutRecordsRequestEntry> entries =
                    numbers.subList(from, Math.min(from + MOST_RECORDS, numbers.size())).stream()
                            .map(number -> PutRecordsRequestEntry.builder()
                                    .partitionKey(TestStream.key(number))
                                    .data(SdkBytes.fromUtf8String(String.valueOf(number)))
                                    .build())
                            .toList();
            PutRecordsResponse response =
                    kinesis.putRecords(request -> request.streamName(name).records(entries));
            if (response.failedRecordCount() > 0) {
                throw new IllegalStateException("The server refused records: " + response);
            }
        }
    }

    @Override
    public List<String> openShards() {
        List<Shard> shards = listed();
        return shards.stream()
                .filter(shard -> shards.stream()
                        .noneMatch(child -> shard.shardId().equals(child.parentShardId())
                                || shard.shardId().equals(child.adjacentParentShardId())))
                .sorted(Comparator.comparing(EmulatedStream::start))
                .map(Shard::shardId)
                .toList();
    }

    @Override
    public void split(String shardId) {
        Shard shard = listed().stream()
                .filter(each -> each.shardId().equals(shardId))
                .findFirst()
                .orElseThrow();
        BigInteger middle = start(shard)
                .add(new BigInteger(shard.hashKeyRange().endingHashKey()))
                .divide(BigInteger.TWO);
        int before = listed().size();
        kinesis.splitShard(
                request -> request.streamName(name).shardToSplit(shardId).newStartingHashKey(middle.toString()));
        awaitShards(before + 2);
    }

    @Override
    public void merge(String shardId, String adjacentShardId) {
        int before = listed().size();
        kinesis.mergeShards(
                request -> request.streamName(name).shardToMerge(shardId).adjacentShardToMerge(adjacentShardId));
        awaitShards(before + 1);
    }

    @Override
    public void close() {
        kinesis.deleteStream(request -> request.streamName(name).enforceConsumerDeletion(true));
        kinesis.close();
    }

    private void awaitShards(int count) {
        await().atMost(CHANGE_LIMIT).until(() -> listed().size() >= count);
        awaitActive();
    }

    private void awaitActive() {
        await().atMost(CHANGE_LIMIT)
                .until(() -> kinesis.describeStreamSummary(request -> request.streamName(name))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    private List<Shard> listed() {
        return new ArrayList<>(
                kinesis.listShards(request -> request.streamName(name)).shards());
    }

    private static BigInteger start(Shard shard) {
        return new BigInteger(shard.hashKeyRange().startingHashKey());
    }
}
