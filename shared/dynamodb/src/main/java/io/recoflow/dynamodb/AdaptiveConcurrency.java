package io.recoflow.dynamodb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many requests run at a time as the table takes: after each window one more for its free share, and fewer by half
 * its congested share, so that a table near its capacity is kept near it. A window has as many answers as requests may
 * run. The decrease is that of DCTCP (RFC 8257, section 3.3, with g = 1). Begins with the most, and goes on with one at least.
 * Safe for concurrent callers.
 */
final class AdaptiveConcurrency {

    private final int most;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private double limit;
    private int running;
    private int answers;
    private int congested;

    /** @param most requests at a time, at least 1 */
    AdaptiveConcurrency(int most) {
        this.most = most;
        this.limit = most;
    }

    /** What an answer tells of the table. */
    enum Answer {
        /** It took the request, or refused it for what it is. */
        FREE,
        /** It takes less than it is given. */
        CONGESTED,
        /** Nothing: one key is busy, or nobody was asked. */
        SILENT
    }

    /** Starts a request as soon as there is room, in the order in which they came. Each must end with {@link #ended}. */
    void run(Runnable request) {
        synchronized (this) {
            waiting.add(request);
        }
        startWaiting();
    }

    /** Starts a request as soon as there is room, before those that wait: one that is tried again has waited. */
    void runNext(Runnable request) {
        synchronized (this) {
            waiting.addFirst(request);
        }
        startWaiting();
    }

    void ended(Answer answer) {
        synchronized (this) {
            running--;
            learn(answer);
        }
        startWaiting();
    }

    synchronized int limit() {
        return (int) limit;
    }

    private void learn(Answer answer) {
        if (answer == Answer.SILENT) {
            return;
        }
        answers++;
        congested += answer == Answer.CONGESTED ? 1 : 0;
        if (answers < (int) limit) {
            return;
        }
        double share = (double) congested / answers;
        limit = Math.min(most, Math.max(1, limit * (1 - share / 2) + 1 - share));
        answers = 0;
        congested = 0;
    }

    private void startWaiting() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (running >= (int) limit) {
            return null;
        }
        Runnable next = waiting.poll();
        running += next == null ? 0 : 1;
        return next;
    }
}
