package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.Shard;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the records of a shard that arrived in a range of time, and of the shards that followed it since the query was
 * planned. The child of a merge is read with its first parent.
 */
final class ArrivalReader implements PartitionReader<InternalRow> {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A shard that is read. */
    private record Open(ShardSlice slice, ShardFeed feed, RecordUnpacker unpacker, RowBuilder rows) {}

    private final ShardFeeds feeds;
    private final ReadMetrics metrics;
    private final ArrivalRange range;
    private final boolean last;
    private final Deque<Open> shards = new ArrayDeque<>();
    private final Deque<InternalRow> ready = new ArrayDeque<>();
    private @Nullable InternalRow current;

    ArrivalReader(ArrivalPartition partition, ShardFeeds feeds, ReadMetrics metrics) {
        this.feeds = feeds;
        this.metrics = metrics;
        this.range = partition.range();
        this.last = partition.last();
        shards.add(open(partition.slice(), partition.from()));
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (ready.isEmpty() && !shards.isEmpty()) {
                Open shard = shards.getFirst();
                if (shard.feed().awaitDue(LOOK)) {
                    Optional<ShardPage> page = shard.feed().next(LOOK, ShardFeed.ANY_SIZE);
                    if (page.isPresent()) {
                        take(shard, page.get());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Reading a range of time was interrupted");
        }
        current = ready.poll();
        return current != null;
    }

    @Override
    public InternalRow get() {
        return Objects.requireNonNull(current);
    }

    @Override
    public void close() {
        shards.forEach(each -> each.feed().close());
        shards.clear();
    }

    private void take(Open shard, ShardPage page) throws InterruptedException {
        metrics.read(page.records().size(), page.bytes());
        boolean over = isAtTipAfterTheEnd(page);
        for (KinesisRecord record : page.records()) {
            if (range.isOver(record.arrivalMillis())) {
                over = true;
                break;
            }
            if (range.includes(record.arrivalMillis())) {
                shard.unpacker()
                        .unpack(record)
                        .forEach(each -> ready.add(shard.rows().row(each)));
            }
        }
        if (over || page.shardEnd()) {
            shards.removeFirst().feed().close();
        }
        if (!over && page.shardEnd() && last) {
            follow(shard.slice(), page);
        }
    }

    /** A page with records does not show it by being at the tip: some servers always say so. */
    private boolean isAtTipAfterTheEnd(ShardPage page) {
        return page.records().isEmpty()
                && page.millisBehindLatest() == 0
                && page.askedAt().toEpochMilli() >= range.endMillis();
    }

    private void follow(ShardSlice closed, ShardPage end) throws InterruptedException {
        ShardTopology topology = feeds.lister()
                .listWithChildrenOf(List.of(closed.shardId()), closed.topology().with(end.children()));
        for (Shard child : topology.children(closed.shardId())) {
            if (child.parents().get(0).equals(closed.shardId())) {
                shards.add(open(
                        ShardSlice.of(closed.stream(), child.id(), topology),
                        new ShardProgress(end.progress().position().childrenFrom(), Instant.now())));
            }
        }
    }

    private Open open(ShardSlice slice, ShardProgress from) {
        return new Open(
                slice,
                feeds.polling(slice.shardId(), from, null),
                slice.unpacker(metrics),
                new RowBuilder(slice.stream(), slice.shardId()));
    }
}
