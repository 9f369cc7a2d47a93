package io.recoflow.kinesis.fake;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What AWS allows all readers of a shard together: five calls a second, and 2 MB a second on average. A call that gives
 * more than is left of this second's share is answered, and the next ones are refused until the debt is paid: 5 s after
 * 10 MB (GetRecords, API reference). Guarded by the fake's monitor.
 */
final class ReadQuota {

    private static final int CALLS = 5;
    private static final long SECOND = 1_000_000_000L;
    private static final long BYTES = 2_000_000;

    private final Deque<Long> calls = new ArrayDeque<>();
    private double left = BYTES;
    private long refilledNanos = System.nanoTime();
    private long lockedUntilNanos = System.nanoTime();

    /** Whether a call is allowed now; it counts if so. */
    boolean admits(long nowNanos) {
        while (!calls.isEmpty() && nowNanos - calls.peekFirst() >= SECOND) {
            calls.removeFirst();
        }
        if (calls.size() >= CALLS || nowNanos < lockedUntilNanos) {
            return false;
        }
        calls.addLast(nowNanos);
        return true;
    }

    void take(long bytes, long nowNanos) {
        left = Math.min(BYTES, left + (double) BYTES * (nowNanos - refilledNanos) / SECOND);
        refilledNanos = nowNanos;
        if (bytes > left) {
            lockedUntilNanos = nowNanos + bytes * SECOND / BYTES;
            left = 0;
            refilledNanos = lockedUntilNanos;
        } else {
            left -= bytes;
        }
    }
}
