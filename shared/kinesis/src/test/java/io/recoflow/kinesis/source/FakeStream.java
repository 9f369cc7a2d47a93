package io.recoflow.kinesis.source;

import io.recoflow.kinesis.fake.FakeKinesis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The fake as a test stream. */
record FakeStream(FakeKinesis kinesis) implements TestStream {

    static FakeStream start(int shards) {
        return new FakeStream(FakeKinesis.start(shards));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("streamName", kinesis.describe().name(), "endpoint", kinesis.endpoint(), "pollInterval", "10ms");
    }

    @Override
    public void put(List<Integer> numbers) {
        numbers.forEach(number ->
                kinesis.put(TestStream.key(number), String.valueOf(number).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<String> openShards() {
        return kinesis.openShards();
    }

    @Override
    public void split(String shardId) {
        kinesis.split(shardId);
    }

    @Override
    public void merge(String shardId, String adjacentShardId) {
        kinesis.merge(shardId, adjacentShardId);
    }

    @Override
    public void close() {
        // Memory only.
    }
}
