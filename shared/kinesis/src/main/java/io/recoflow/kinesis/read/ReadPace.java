package io.recoflow.kinesis.read;

import java.time.Duration;

/**
 * How often a shard is polled, and how much of what it gives is taken.
 *
 * @param interval between the beginnings of two polls
 * @param bytesPerSecond on average; {@code Long.MAX_VALUE} for all that Kinesis gives
 * @param beat whether polls keep step with those of other shards
 */
record ReadPace(Duration interval, long bytesPerSecond, Beat beat) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Of a batch that begins when one shard has given, the others' answers should not be missing. */
    private static final int PARTS_TO_ANSWER = 10;

    /** When a shard is polled. */
    enum Beat {
        /** An interval after the last time. */
        OWN,
        /** At the same moments as all other shards of this process that have the interval, as nearly as may be. */
        COMMON
    }

    /** What an answer shall hold at the most: what the rate allows until the next, and for a second at the least. */
    long pageBytes() {
        Duration time = interval.compareTo(SECOND) > 0 ? interval : SECOND;
        return bytesPerSecond == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(1, bytesPerSecond * time.toMillis() / SECOND.toMillis());
    }

    /**
     * When to poll next.
     *
     * @param calledNanos the beginning of the poll before, by {@link System#nanoTime}
     * @param bytes what that gave
     */
    long nextNanos(long calledNanos, long bytes) {
        long next = calledNanos + pause(bytes).toNanos();
        long step = interval.toNanos();
        // To the nearest, so that polls of one shard are half an interval apart at the least.
        return beat == Beat.OWN || step == 0 ? next : Math.floorDiv(next + step / 2, step) * step;
    }

    /** How long the answers to polls of the common beat may be under way yet; zero where they are there, or have no beat. */
    long unansweredNanos(long nowNanos) {
        long step = interval.toNanos();
        return beat == Beat.OWN || step == 0 ? 0 : Math.max(0, step / PARTS_TO_ANSWER - Math.floorMod(nowNanos, step));
    }

    /** The time from the beginning of a poll that gave so many bytes to the next. */
    Duration pause(long bytes) {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return interval;
        }
        Duration paid = Duration.ofMillis(bytes * SECOND.toMillis() / bytesPerSecond);
        return paid.compareTo(interval) > 0 ? paid : interval;
    }
}
