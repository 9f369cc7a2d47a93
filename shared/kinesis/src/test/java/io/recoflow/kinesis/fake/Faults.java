package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import java.util.Random;

/** What goes wrong with a fake, by chance. */
public final class Faults {

    private final Random random;
    private final double share;

    private Faults(Random random, double share) {
        this.random = random;
        this.share = share;
    }

    public static Faults none() {
        return new Faults(new Random(0), 0);
    }

    /** @param share of calls that fail, or give less than there is */
    public static Faults random(long seed, double share) {
        return new Faults(new Random(seed), share);
    }

    synchronized void mayFail(String call) {
        if (random.nextDouble() < share) {
            Kind[] kinds = {Kind.THROTTLED, Kind.UNAVAILABLE, Kind.EXPIRED_ITERATOR};
            Kind kind = kinds[random.nextInt(kinds.length)];
            throw new KinesisException(kind, "The fake fails " + call + " with " + kind);
        }
    }

    /** How many of the available records an answer holds; sometimes none although there are some. */
    synchronized int mayShorten(int available) {
        return available > 0 && random.nextDouble() < share ? random.nextInt(available) : available;
    }

    synchronized boolean happens() {
        return random.nextDouble() < share;
    }
}
