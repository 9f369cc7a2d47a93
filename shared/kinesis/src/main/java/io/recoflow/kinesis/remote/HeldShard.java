package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.tail.BatchLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the driver knows of a shard that an executor reads: where its records can be cut, from a position on. Not safe for
 * concurrent callers: the tail's lock guards it.
 */
final class HeldShard {

    private static final int NOT_HERE = -1;

    private final long number;
    private final List<Piece> pieces = new ArrayList<>();
    private ShardProgress begin;
    private ShardProgress read;
    private boolean shardEnd;
    private boolean caughtUp;

    /** Pieces that a batch may have ended behind. */
    private int cut;

    /** @param number of the assignment */
    HeldShard(long number, ShardProgress begin) {
        this.number = number;
        this.begin = begin;
        this.read = begin;
    }

    /** That of a shard which has expired, and which nobody reads. */
    static HeldShard expired(long number, ShardProgress begin, ShardProgress end) {
        HeldShard shard = new HeldShard(number, begin);
        shard.read = new ShardProgress(begin.position(), end.completeUntil());
        shard.shardEnd = true;
        return shard;
    }

    long number() {
        return number;
    }

    /** Where what is not released begins. */
    ShardProgress begin() {
        return begin;
    }

    void add(Report.OfShard report, BatchLimits most) {
        report.pieces().forEach(piece -> Piece.append(pieces, piece, most, cut));
        read = report.read();
        caughtUp |= report.caughtUp();
    }

    /** Everything of the shard is here, and what follows is known. */
    void markEnd() {
        shardEnd = true;
    }

    boolean isEnded() {
        return shardEnd;
    }

    /** Whether an executor shall hold its records, or read on. */
    boolean isWanted() {
        return !shardEnd || !pieces.isEmpty();
    }

    boolean isCaughtUp() {
        return caughtUp || shardEnd;
    }

    boolean covers(ShardPosition position) {
        return indexAfter(position) != NOT_HERE;
    }

    /** Where reading stands. */
    ShardProgress end() {
        return shardEnd ? new ShardProgress(new ShardEnd(read.position().childrenFrom()), read.completeUntil()) : read;
    }

    /** What follows a position that is here. */
    List<Piece> after(ShardPosition position) {
        return pieces.subList(indexAfter(position), pieces.size());
    }

    /** The progress when the first so many pieces after a position are taken. */
    ShardProgress take(ShardProgress from, int taken) {
        int index = indexAfter(from.position()) + taken;
        cut = Math.max(cut, index);
        if (index == pieces.size()) {
            return end();
        }
        return taken == 0 ? from : behind(pieces.get(index - 1));
    }

    void release(ShardProgress until) {
        int count = until.position().isEnd() && shardEnd ? pieces.size() : indexAfter(until.position());
        if (count > 0) {
            begin = behind(pieces.get(count - 1));
            pieces.subList(0, count).clear();
            cut = Math.max(0, cut - count);
        }
    }

    /** The end of the last batch, or what is not released: where another executor goes on. */
    ShardProgress resumption() {
        return cut == 0 ? begin : behind(pieces.get(cut - 1));
    }

    /** About what its records take in memory, in bytes. */
    long bytes() {
        return pieces.stream().mapToLong(Piece::sizeInMemory).sum();
    }

    private static ShardProgress behind(Piece piece) {
        return new ShardProgress(new AfterSequenceNumber(piece.last()), Instant.ofEpochMilli(piece.lastMillis()));
    }

    private int indexAfter(ShardPosition position) {
        if (position.equals(begin.position())) {
            return 0;
        }
        if (position instanceof AfterSequenceNumber after) {
            for (int index = pieces.size() - 1; index >= 0; index--) {
                if (pieces.get(index).last().equals(after.sequenceNumber())) {
                    return index + 1;
                }
            }
        }
        return NOT_HERE;
    }
}
