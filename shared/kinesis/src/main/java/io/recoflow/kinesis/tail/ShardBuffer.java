package io.recoflow.kinesis.tail;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ShardPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The records of a shard that were read and not released, without a gap from a position on. Not safe for concurrent
 * callers: the tail's lock guards it.
 */
public final class ShardBuffer {

    private static final int NOT_HERE = -1;

    private final List<KinesisRecord> records = new ArrayList<>();
    private ShardPosition begin;
    private ShardProgress end;
    private boolean shardEnd;
    private boolean caughtUp;
    private long bytes;

    public ShardBuffer(ShardProgress begin) {
        this.begin = begin.position();
        this.end = begin;
    }

    /** @return the memory that it took, in bytes */
    public long add(ShardPage page) {
        records.addAll(page.records());
        long added =
                page.records().stream().mapToLong(KinesisRecord::sizeInMemory).sum();
        bytes += added;
        end = page.progress();
        shardEnd |= page.shardEnd();
        return added;
    }

    /**
     * That of a shard which has expired.
     *
     * @param begin where it would have been read on
     * @param end its end, until when nothing more can be missing
     */
    static ShardBuffer expired(ShardProgress begin, ShardProgress end) {
        ShardBuffer buffer = new ShardBuffer(begin);
        buffer.end = new ShardProgress(begin.position(), end.completeUntil());
        buffer.shardEnd = true;
        return buffer;
    }

    /** What was there when a query that ends by itself began is here. */
    public void markCaughtUp() {
        caughtUp = true;
    }

    public boolean isCaughtUp() {
        return caughtUp || shardEnd;
    }

    boolean covers(ShardPosition position) {
        return indexAfter(position) != NOT_HERE;
    }

    public long bytes() {
        return bytes;
    }

    /** Where reading stands, for progress reports. */
    ShardProgress end() {
        return shardEnd ? new ShardProgress(new ShardEnd(end.position().childrenFrom()), end.completeUntil()) : end;
    }

    /** The records after a position that is here. */
    List<KinesisRecord> after(ShardPosition position) {
        return Collections.unmodifiableList(records.subList(indexAfter(position), records.size()));
    }

    /** The progress when the first so many records after a position are taken. */
    ShardProgress progress(ShardProgress from, int taken) {
        int index = indexAfter(from.position()) + taken;
        if (index == records.size()) {
            return end();
        }
        return taken == 0
                ? from
                : new ShardProgress(
                        new AfterSequenceNumber(records.get(index - 1).sequenceNumber()),
                        Instant.ofEpochMilli(records.get(index - 1).arrivalMillis()));
    }

    /** The records between two positions, or nothing where they are not all here. */
    public Optional<List<KinesisRecord>> between(ShardPosition from, ShardPosition to) {
        int first = indexAfter(from);
        int last = to.isEnd() && shardEnd ? records.size() : indexAfter(to);
        return first == NOT_HERE || last == NOT_HERE
                ? Optional.empty()
                : Optional.of(List.copyOf(records.subList(first, last)));
    }

    /** @return the memory that became free, in bytes */
    public long release(ShardPosition until) {
        int count = until.isEnd() && shardEnd ? records.size() : indexAfter(until);
        if (count <= 0) {
            return 0;
        }
        List<KinesisRecord> released = records.subList(0, count);
        begin = new AfterSequenceNumber(released.get(count - 1).sequenceNumber());
        long freed = released.stream().mapToLong(KinesisRecord::sizeInMemory).sum();
        released.clear();
        bytes -= freed;
        return freed;
    }

    private int indexAfter(ShardPosition position) {
        if (position.equals(begin)) {
            return 0;
        }
        if (!(position instanceof AfterSequenceNumber after)) {
            return NOT_HERE;
        }
        int low = 0;
        int high = records.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = ShardPosition.SEQUENCE_NUMBERS.compare(
                    records.get(middle).sequenceNumber(), after.sequenceNumber());
            if (order == 0) {
                return middle + 1;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NOT_HERE;
    }
}
