package io.recoflow.local.activity;

import io.recoflow.local.malformed.MalformedEvents;

/**
 * What an {@link ActivitySimulator} sends.
 *
 * @param eventsPerSecond records of all kinds together; above 0, at most 100,000
 * @param shoppers how many browse at a time; 1 to 1,000,000
 * @param unknownShare the part of the shoppers whom the shop does not know, 0 to 1
 * @param malformedShare the part of the records that are one of {@link MalformedEvents}, 0 to 1
 * @param otherTypesShare the part of the records that are events of another type, 0 to 1
 * @param seed the same seed makes the same events, but for their times
 */
public record SimulatedTraffic(
        double eventsPerSecond,
        int shoppers,
        double unknownShare,
        double malformedShare,
        double otherTypesShare,
        long seed) {
    /** How many shoppers {@link #of} has. */
    public static final int DEFAULT_SHOPPERS = 500;

    /** The part of unknown shoppers in {@link #of}. */
    public static final double DEFAULT_UNKNOWN_SHARE = 0.1;

    /** The seed of {@link #of}. */
    public static final long DEFAULT_SEED = 1;

    private static final double HIGHEST_RATE = 100_000;
    private static final int MOST_SHOPPERS = 1_000_000;

    /** @throws IllegalArgumentException when a number is out of its range, or the two parts of the records exceed 1 */
    public SimulatedTraffic {
        if (!(eventsPerSecond > 0 && eventsPerSecond <= HIGHEST_RATE)) {
            throw new IllegalArgumentException("Cannot send " + eventsPerSecond
                    + " events a second: the simulator sends up to 100,000. Use a number above 0 and up to that");
        }
        if (shoppers < 1 || shoppers > MOST_SHOPPERS) {
            throw new IllegalArgumentException(
                    "Cannot simulate " + shoppers + " shoppers: it takes someone to browse. Use 1 to 1,000,000");
        }
        requireShare(unknownShare, "unknown shoppers");
        requireShare(malformedShare, "malformed events");
        requireShare(otherTypesShare, "events of other types");
        if (malformedShare + otherTypesShare > 1) {
            throw new IllegalArgumentException("Cannot send a share of " + malformedShare + " malformed events and "
                    + otherTypesShare + " events of other types: together they are more than all. Use at most 1");
        }
    }

    /** Activity of 500 shoppers, every tenth unknown to the shop, with seed 1 and nothing else among it. */
    public static SimulatedTraffic of(double eventsPerSecond) {
        return new SimulatedTraffic(eventsPerSecond, DEFAULT_SHOPPERS, DEFAULT_UNKNOWN_SHARE, 0, 0, DEFAULT_SEED);
    }

    private static void requireShare(double share, String what) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Cannot have a share of " + share + " " + what + ": it is a part of all. Use 0 to 1");
        }
    }
}
