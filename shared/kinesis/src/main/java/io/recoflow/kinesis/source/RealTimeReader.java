package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.RecordUnpacker;
import io.recoflow.kinesis.read.ShardFeed;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardPage;
import io.recoflow.kinesis.read.ShardTopology;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;
import org.apache.spark.sql.connector.read.streaming.SupportsRealTimeRead;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a shard as they come, until the batch is over. After a split it goes on with both children; the child of a
 * merge waits for the next batch, because its other parent is another task's, and a task that has nothing left ends.
 */
final class RealTimeReader implements SupportsRealTimeRead<InternalRow> {

    /** How long one of several shards may be waited for before the next is looked at. */
    private static final Duration TURN = Duration.ofMillis(5);

    /** A shard that is read at the moment. */
    private record Open(ShardFeed feed, RecordUnpacker unpacker, RowBuilder rows) {}

    /**
     * A row to be given, and how far its shard is read with it.
     *
     * @param row null where only the progress is new
     * @param progress null in the middle of an aggregated record
     */
    private record Step(
            String shardId,
            @Nullable InternalRow row,
            long arrivalMillis,
            @Nullable ShardProgress progress) {}

    private final ShardFeeds feeds;
    private final ReadMetrics metrics;
    private final String stream;
    private final TreeMap<String, ShardProgress> progress = new TreeMap<>();
    private final Map<String, Open> open = new HashMap<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private ShardTopology topology;
    private boolean hasLooked;
    private @Nullable InternalRow current;

    RealTimeReader(RealTimePartition partition, ShardFeeds feeds, ReadMetrics metrics) {
        this.feeds = feeds;
        this.metrics = metrics;
        ShardSlice slice = partition.slice();
        this.stream = slice.stream();
        this.topology = slice.topology();
        progress.put(slice.shardId(), partition.from());
        open(slice.shardId(), partition.from(), partition.iterator());
    }

    @Override
    public RecordStatus nextWithTimeout(Long timeoutMillis) throws IOException {
        long deadline = System.nanoTime() + Duration.ofMillis(timeoutMillis).toNanos();
        try {
            while (true) {
                Optional<Step> row = nextRow();
                if (row.isPresent()) {
                    current = row.get().row();
                    return RecordStatus.newStatusWithArrivalTimeMs(row.get().arrivalMillis());
                }
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (left.isNegative() || left.isZero() || open.isEmpty()) {
                    return RecordStatus.newStatusWithoutArrivalTime(false);
                }
                look(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Reading stream " + stream + " was interrupted");
        }
    }

    @Override
    public boolean next() {
        throw new UnsupportedOperationException("In real-time mode, rows are asked for with a timeout");
    }

    @Override
    public InternalRow get() {
        return Objects.requireNonNull(current);
    }

    @Override
    public PartitionOffset getOffset() {
        Map<String, String> iterators = new HashMap<>();
        if (steps.isEmpty()) {
            open.forEach((shardId, shard) ->
                    shard.feed().iterator().ifPresent(iterator -> iterators.put(shardId, iterator)));
        }
        return new RealTimeOffset(new KinesisOffset(stream, progress), iterators, hasLooked);
    }

    @Override
    public void close() {
        open.values().forEach(each -> each.feed().close());
        open.clear();
    }

    private Optional<Step> nextRow() throws InterruptedException {
        while (!steps.isEmpty()) {
            Step step = steps.remove();
            if (step.progress() != null) {
                advance(step.shardId(), step.progress());
            }
            if (step.row() != null) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private void look(Duration left) throws InterruptedException {
        Duration turn = open.size() == 1 || left.compareTo(TURN) < 0 ? left : TURN;
        for (String shardId : List.copyOf(open.keySet())) {
            Open shard = Objects.requireNonNull(open.get(shardId));
            hasLooked = true;
            if (shard.feed().awaitDue(turn)) {
                Optional<ShardPage> page = shard.feed().next(turn, ShardFeed.ANY_SIZE);
                if (page.isPresent()) {
                    plan(shardId, shard, page.get());
                }
            }
        }
    }

    private void plan(String shardId, Open shard, ShardPage page) {
        metrics.read(page.records().size(), page.bytes());
        topology = topology.with(page.children());
        for (KinesisRecord record : page.records()) {
            List<KinesisRecord> unpacked = shard.unpacker().unpack(record);
            ShardProgress after = new ShardProgress(
                    new AfterSequenceNumber(record.sequenceNumber()), Instant.ofEpochMilli(record.arrivalMillis()));
            for (int index = 0; index < unpacked.size(); index++) {
                steps.add(new Step(
                        shardId,
                        shard.rows().row(unpacked.get(index)),
                        record.arrivalMillis(),
                        index == unpacked.size() - 1 ? after : null));
            }
        }
        ShardProgress end = page.progress();
        steps.add(new Step(
                shardId,
                null,
                0,
                page.shardEnd()
                        ? new ShardProgress(new ShardEnd(end.position().childrenFrom()), end.completeUntil())
                        : end));
    }

    private void advance(String shardId, ShardProgress reached) throws InterruptedException {
        progress.put(shardId, reached);
        if (reached.position().isEnd()) {
            Objects.requireNonNull(open.remove(shardId)).feed().close();
            topology = feeds.lister().listWithChildrenOf(List.of(shardId), topology);
            topology.succeed(progress);
            progress.forEach((id, from) -> {
                if (!open.containsKey(id) && !from.position().isEnd()) {
                    open(id, from, null);
                }
            });
        }
    }

    private void open(String shardId, ShardProgress from, @Nullable String iterator) {
        ShardSlice slice = ShardSlice.of(stream, shardId, topology);
        open.put(
                shardId,
                new Open(
                        feeds.open(shardId, from, iterator), slice.unpacker(metrics), new RowBuilder(stream, shardId)));
    }
}
