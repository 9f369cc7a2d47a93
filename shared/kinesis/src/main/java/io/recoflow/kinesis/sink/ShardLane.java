package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.sink.RequestSender.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The records that wait for one throttled shard, oldest first, and how many of them to send at once: as many as were
 * stored of the last request, an eighth more where that was all, half as many where it was none. For one thread at a time.
 */
final class ShardLane {

    /** Few, because the shard is throttled; many enough to be through soon where that was for a moment. */
    private static final int FIRST_REQUEST = 64;

    private static final int GROWTH = 8;

    private final ShardRanges ranges;
    private final String shard;
    private final Deque<OutgoingRecord> waiting = new ArrayDeque<>();
    private int most = FIRST_REQUEST;

    /** @param ranges by which it is this shard's */
    ShardLane(ShardRanges ranges, String shard) {
        this.ranges = ranges;
        this.shard = shard;
    }

    ShardRanges ranges() {
        return ranges;
    }

    String shard() {
        return shard;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(OutgoingRecord record) {
        waiting.add(record);
    }

    /** All that waits, oldest first. */
    List<OutgoingRecord> waiting() {
        return List.copyOf(waiting);
    }

    /** What is to be sent next. It stays until it is answered. */
    List<OutgoingRecord> request(RequestLimit limit) {
        return limit.first(waiting, most);
    }

    /** What was refused of the last request waits before all else. */
    void answered(Answer answer) {
        int stored = answer.stored().size();
        int sent = stored + answer.refused().size();
        for (int i = 0; i < sent; i++) {
            waiting.remove();
        }
        for (int i = answer.refused().size() - 1; i >= 0; i--) {
            waiting.addFirst(answer.refused().get(i));
        }
        if (stored == 0) {
            most = Math.max(1, sent / 2);
        } else if (stored < sent) {
            most = stored;
        } else if (sent == most) {
            most = Math.min(RequestLimit.MAX_RECORDS, most + Math.max(1, most / GROWTH));
        }
    }
}
