package io.recoflow.kinesis.client;

import io.recoflow.kinesis.offset.ShardPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Several streams that are read as one: ids of shards, and iterators, begin with their stream's name. */
final class JoinedStreams implements KinesisStreamClient {

    private final TreeMap<String, KinesisStreamClient> streams;

    /** @param streams by name */
    JoinedStreams(Map<String, KinesisStreamClient> streams) {
        this.streams = new TreeMap<>(streams);
    }

    /** The names in order, joined by commas, the shortest time that a stream keeps records, and the earliest of the rest. */
    @Override
    public StreamSummary describe() {
        List<StreamSummary> all =
                streams.values().stream().map(KinesisStreamClient::describe).toList();
        return new StreamSummary(
                String.join(",", streams.keySet()),
                least(all, StreamSummary::retention),
                least(all, StreamSummary::created),
                least(all, StreamSummary::time));
    }

    private static <T extends Comparable<? super T>> T least(
            List<StreamSummary> summaries, Function<StreamSummary, T> figure) {
        return summaries.stream().map(figure).min(Comparator.naturalOrder()).orElseThrow();
    }

    @Override
    public List<Shard> listShards() {
        List<Shard> shards = new ArrayList<>();
        streams.forEach((name, stream) -> shards.addAll(qualified(name, stream.listShards())));
        return shards;
    }

    private static List<Shard> qualified(String stream, List<Shard> shards) {
        return shards.stream()
                .map(shard -> new Shard(
                        qualified(stream, shard.id()),
                        shard.parents().stream()
                                .map(parent -> qualified(stream, parent))
                                .toList(),
                        shard.startingHashKey(),
                        shard.endingHashKey()))
                .toList();
    }

    @Override
    public String shardIterator(String shardId, ShardPosition position) {
        StreamShard shard = split(shardId);
        return qualified(shard.stream(), client(shard).shardIterator(shard.shardId(), position));
    }

    @Override
    public RecordPage getRecords(String iterator, int limit) {
        StreamShard place = split(iterator);
        return qualified(place.stream(), client(place).getRecords(place.shardId(), limit));
    }

    private static RecordPage qualified(String stream, RecordPage page) {
        return new RecordPage(
                page.records(),
                next(stream, page.nextIterator()),
                page.millisBehindLatest(),
                page.shardEnd(),
                qualified(stream, page.children()));
    }

    @Override
    public ShardSubscription subscribe(String consumer, String shardId, ShardPosition position) {
        StreamShard shard = split(shardId);
        ShardSubscription own = client(shard).subscribe(consumer, shard.shardId(), position);
        return new ShardSubscription() {
            @Override
            public Optional<RecordPage> next(Duration limit) throws InterruptedException {
                return own.next(limit).map(page -> qualified(shard.stream(), page));
            }

            @Override
            public boolean isFinished() {
                return own.isFinished();
            }

            @Override
            public void close() {
                own.close();
            }
        };
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
