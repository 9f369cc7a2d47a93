package io.recoflow.kinesis.client;

import io.recoflow.kinesis.offset.ShardPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Several streams that are read as one: ids of shards, and iterators, begin with their stream's name. */
final class JoinedStreams implements KinesisStreamClient {

    private final TreeMap<String, KinesisStreamClient> streams;

    /** @param streams by name */
    JoinedStreams(Map<String, KinesisStreamClient> streams) {
        this.streams = new TreeMap<>(streams);
    }

    /** The names in order, joined by commas, and the shortest time that a stream keeps records. */
    @Override
    public StreamSummary describe() {
        Duration shortest = streams.values().stream()
                .map(stream -> stream.describe().retention())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new StreamSummary(String.join(",", streams.keySet()), shortest);
    }

    @Override
    public List<Shard> listShards() {
        List<Shard> shards = new ArrayList<>();
        streams.forEach((name, stream) -> stream.listShards()
                .forEach(shard -> shards.add(new Shard(
                        qualified(name, shard.id()),
                        shard.parents().stream()
                                .map(parent -> qualified(name, parent))
                                .toList(),
                        shard.startingHashKey(),
                        shard.endingHashKey()))));
        return shards;
    }

    @Override
    public String shardIterator(String shardId, ShardPosition position) {
        StreamShard shard = split(shardId);
        return qualified(shard.stream(), client(shard).shardIterator(shard.shardId(), position));
    }

    @Override
    public RecordPage getRecords(String iterator, int limit) {
        StreamShard place = split(iterator);
        RecordPage page = client(place).getRecords(place.shardId(), limit);
        return new RecordPage(
                page.records(), next(place.stream(), page.nextIterator()), page.millisBehindLatest(), page.shardEnd());
    }

    @Override
    public ShardSubscription subscribe(String consumer, String shardId, ShardPosition position) {
        StreamShard shard = split(shardId);
        return client(shard).subscribe(consumer, shard.shardId(), position);
    }

    @Override
    public void registerConsumer(String consumerName) {
        streams.values().forEach(stream -> stream.registerConsumer(consumerName));
    }

    @Override
    public void deregisterConsumer(String consumerName) {
        streams.values().forEach(stream -> stream.deregisterConsumer(consumerName));
    }

    @Override
    public CompletableFuture<List<PutOutcome>> putRecords(List<OutgoingRecord> records) {
        throw new UnsupportedOperationException("Records are sent to one stream");
    }

    private KinesisStreamClient client(StreamShard shard) {
        return Objects.requireNonNull(streams.get(shard.stream()), shard::stream);
    }

    private static StreamShard split(String qualified) {
        return StreamShard.of(qualified, "");
    }

    private static String qualified(String stream, String own) {
        return new StreamShard(stream, own).id();
    }

    private static @Nullable String next(String stream, @Nullable String iterator) {
        return iterator == null ? null : qualified(stream, iterator);
    }
}
