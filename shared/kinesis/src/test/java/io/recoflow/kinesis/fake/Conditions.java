package io.recoflow.kinesis.fake;

import java.time.Duration;
import java.util.Random;

/**
 * How a fake is to be used: as AWS, as a local server, over a slow link. Immutable.
 *
 * @param readLimits whether {@link ReadQuota} holds
 * @param listingDelay how old the list of shards may be that ListShards gives; of that time any moment, so that a later
 *     call may give an older list
 * @param scan how much of the stream's time one GetRecords looks through
 * @param childShards whether the last page of a shard names its children
 * @param clockBehind how far the service's clock is behind this process's
 * @param latency how long each call takes
 * @param bytesPerSecond what the link carries, for each call by itself
 * @param callTimeout what takes longer fails, after that time
 */
public record Conditions(
        boolean readLimits,
        Duration listingDelay,
        Duration scan,
        boolean childShards,
        Duration clockBehind,
        Duration latency,
        long bytesPerSecond,
        Duration callTimeout) {

    /** Nothing in the way. */
    public static final Conditions IDEAL = new Conditions(
            false,
            Duration.ZERO,
            Duration.ofDays(100_000),
            true,
            Duration.ZERO,
            Duration.ZERO,
            Long.MAX_VALUE,
            Duration.ofSeconds(5));

    /** As AWS documents itself: limits, lists that lag, empty pages on the way to the tip. */
    public static final Conditions LIKE_AWS =
            IDEAL.withReadLimits().listing(Duration.ofMillis(1_500)).scanning(Duration.ofMinutes(10));

    public Conditions withReadLimits() {
        return new Conditions(true, listingDelay, scan, childShards, clockBehind, latency, bytesPerSecond, callTimeout);
    }

    public Conditions listing(Duration delay) {
        return new Conditions(readLimits, delay, scan, childShards, clockBehind, latency, bytesPerSecond, callTimeout);
    }

    public Conditions scanning(Duration time) {
        return new Conditions(
                readLimits, listingDelay, time, childShards, clockBehind, latency, bytesPerSecond, callTimeout);
    }

    public Conditions withoutChildShards() {
        return new Conditions(readLimits, listingDelay, scan, false, clockBehind, latency, bytesPerSecond, callTimeout);
    }

    public Conditions withClockBehind(Duration time) {
        return new Conditions(readLimits, listingDelay, scan, childShards, time, latency, bytesPerSecond, callTimeout);
    }

    public Conditions answeringAfter(Duration time) {
        return new Conditions(
                readLimits, listingDelay, scan, childShards, clockBehind, time, bytesPerSecond, callTimeout);
    }

    public Conditions overALink(long newBytesPerSecond, Duration newCallTimeout) {
        return new Conditions(
                readLimits, listingDelay, scan, childShards, clockBehind, latency, newBytesPerSecond, newCallTimeout);
    }

    /** How long an answer of so many bytes takes. */
    Duration time(long bytes) {
        return bytesPerSecond == Long.MAX_VALUE ? latency : latency.plusMillis(bytes * 1_000 / bytesPerSecond);
    }

    /** The age of the list that ListShards gives, in nanoseconds. */
    long listAge(Random random) {
        return listingDelay.isZero() ? 0 : random.nextLong(listingDelay.toNanos());
    }
}
