package io.recoflow.bench.recommend;

import java.util.Locale;

/**
 * A short time at a high rate.
 *
 * @param eventsPerSecond that were to be put
 * @param putPerSecond that were
 * @param p99Millis of the second half
 */
record Trial(String answerer, int eventsPerSecond, long putPerSecond, long p99Millis, Answers answers) {

    private static final long MOST_MILLIS = 1_000;
    private static final double LEAST_SHARE = 0.98;

    /** Of all events of a trial. */
    enum Answers {
        COMPLETE,
        MISSING
    }

    boolean isHeld() {
        return answers == Answers.COMPLETE && p99Millis < MOST_MILLIS && putPerSecond >= LEAST_SHARE * eventsPerSecond;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s at %,d/s %s: %,d/s put, p99 %,d ms, answers %s",
                answerer,
                eventsPerSecond,
                isHeld() ? "held" : "failed",
                putPerSecond,
                p99Millis,
                answers == Answers.COMPLETE ? "complete" : "missing");
    }
}
