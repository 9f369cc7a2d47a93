package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.RecordUnpacker;
import io.recoflow.kinesis.read.ShardFeed;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardPage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Rows of a range that is read again, by sequence number: the same records as the first time, or an error. */
final class RangeReader implements PartitionReader<InternalRow> {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** So many looks in a row at the tip without reaching the range's end show that its records are gone. */
    private static final int LOOKS_AT_TIP = 3;

    private final ShardFeeds feeds;
    private final ShardFeed feed;
    private final ReadMetrics metrics;
    private final ShardSlice slice;
    private final @Nullable String last;
    private final RecordUnpacker unpacker;
    private final RowBuilder rows;
    private final Deque<KinesisRecord> ready = new ArrayDeque<>();
    private int looksAtTip;
    private boolean done;
    private @Nullable InternalRow current;

    RangeReader(RangePartition partition, ShardFeeds feeds, ReadMetrics metrics) {
        this.feeds = feeds;
        this.metrics = metrics;
        this.slice = partition.slice();
        this.feed = feeds.polling(slice.shardId(), partition.from(), null);
        this.last = sequenceNumber(partition.to());
        this.unpacker = slice.unpacker(metrics);
        this.rows = new RowBuilder(slice.stream(), slice.shardId());
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (ready.isEmpty() && !done) {
                if (feed.awaitDue(LOOK)) {
                    Optional<ShardPage> page = feed.next(LOOK, ShardFeed.ANY_SIZE);
                    if (page.isPresent()) {
                        take(page.get());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Reading shard " + slice.shardId() + " was interrupted");
        }
        current = ready.isEmpty() ? null : rows.row(ready.remove());
        return current != null;
    }

    @Override
    public InternalRow get() {
        return Objects.requireNonNull(current);
    }

    @Override
    public void close() {
        feed.close();
    }

    private void take(ShardPage page) {
        metrics.read(page.records().size(), page.bytes());
        for (KinesisRecord record : page.records()) {
            int order = last == null ? -1 : ShardPosition.SEQUENCE_NUMBERS.compare(record.sequenceNumber(), last);
            if (order > 0) {
                endIsGone();
                return;
            }
            ready.addAll(unpacker.unpack(record));
            if (order == 0) {
                done = true;
                return;
            }
        }
        looksAtTip = page.records().isEmpty() && page.millisBehindLatest() == 0 ? looksAtTip + 1 : 0;
        if (page.shardEnd() && last == null) {
            done = true;
        } else if (page.shardEnd() || (last != null && looksAtTip >= LOOKS_AT_TIP)) {
            endIsGone();
        }
    }

    private void endIsGone() {
        done = true;
        if (!feed.hasLost()) {
            feeds.lost("Record " + last + " of shard " + slice.shardId()
                    + " ends a batch that is to be repeated, and it has expired");
        }
    }

    /** Null where the range goes to the shard's end. */
    private static @Nullable String sequenceNumber(ShardPosition to) {
        return to instanceof AfterSequenceNumber after ? after.sequenceNumber() : null;
    }
}
