package io.recoflow.testkit;

import java.security.SecureRandom;

/** Seeds of random tests: another one on every run, printed, and replayed with {@code -Drecoflow.seed=…}. */
public final class Seeds {

    private static final String PROPERTY = "recoflow.seed";

    private Seeds() {}

    /** A new seed, or the given one; the test's name is for the line that is printed. */
    public static long next(String what) {
        Long given = Long.getLong(PROPERTY);
        long seed = given == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : given;
        System.out.println("Seed of " + what + ": " + seed + " (replay with -D" + PROPERTY + "=" + seed + ")");
        return seed;
    }
}
