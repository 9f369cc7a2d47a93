package io.recoflow.kinesis.read;

import java.time.Duration;

/**
 * How often a shard is polled, and how much of what it gives is taken.
 *
 * @param interval between the beginnings of two polls, at the least
 * @param bytesPerSecond on average; {@code Long.MAX_VALUE} for all that Kinesis gives
 */
record ReadPace(Duration interval, long bytesPerSecond) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What an answer shall hold at the most: what the rate allows until the next, and for a second at the least. */
    long pageBytes() {
        Duration time = interval.compareTo(SECOND) > 0 ? interval : SECOND;
        return bytesPerSecond == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(1, bytesPerSecond * time.toMillis() / SECOND.toMillis());
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
