package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What goes wrong with a fake: by chance, one call or a row of them, or as a test says. */
public final class Faults {

    private static final Kind[] KINDS = {Kind.THROTTLED, Kind.UNAVAILABLE, Kind.TIMEOUT, Kind.EXPIRED_ITERATOR};
    private static final long LONGEST_OUTAGE_MILLIS = 1_000;

    /** Of the faults by chance, how many begin an outage, in which each call fails. */
    private static final double OUTAGES = 0.02;

    /** A call that is to fail. */
    private record Scripted(String call, Kind kind) {}

    private final Random random;
    private final double share;
    private final boolean outages;
    private final Deque<Scripted> script = new ArrayDeque<>();
    private long outageUntilNanos = System.nanoTime();

    private Faults(Random random, double share, boolean outages) {
        this.random = random;
        this.share = share;
        this.outages = outages;
    }

    public static Faults none() {
        return new Faults(new Random(0), 0, false);
    }

    /** @param share of calls that fail, or give less than there is */
    public static Faults random(long seed, double share) {
        return new Faults(new Random(seed), share, false);
    }

    /** The same, and now and then all calls fail for up to a second. */
    public static Faults randomWithOutages(long seed, double share) {
        return new Faults(new Random(seed), share, true);
    }

    /** The next calls of a name fail, one after the other. */
    public static Faults of(String call, Kind... kinds) {
        Faults faults = none();
        Arrays.stream(kinds).forEach(kind -> faults.script.add(new Scripted(call, kind)));
        return faults;
    }

    synchronized void mayFail(String call) {
        if (!script.isEmpty() && script.peek().call().equals(call)) {
            fail(call, script.remove().kind());
        }
        if (System.nanoTime() < outageUntilNanos) {
            fail(call, Kind.UNAVAILABLE);
        }
        if (random.nextDouble() < share) {
            if (outages && random.nextDouble() < OUTAGES) {
                outageUntilNanos =
                        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextLong(LONGEST_OUTAGE_MILLIS));
            }
            fail(call, KINDS[random.nextInt(KINDS.length)]);
        }
    }

    private static void fail(String call, Kind kind) {
        throw new KinesisException(kind, "The fake fails " + call + " with " + kind);
    }

    /** How many records an answer holds at the most; sometimes none although there are some. */
    synchronized int mayShorten(int limit) {
        return random.nextDouble() < share ? random.nextInt(Math.min(limit, 100)) : limit;
    }

    synchronized boolean happens() {
        return random.nextDouble() < share;
    }
}
