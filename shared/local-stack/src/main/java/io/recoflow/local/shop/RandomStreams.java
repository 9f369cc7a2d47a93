package io.recoflow.local.shop;

import java.util.Random;

/**
 * Independent streams of random numbers, each named by what it is for, so that one part of the shop can grow without
 * changing the others. {@link Random}, because its numbers are specified: the same in every release of Java.
 */
final class RandomStreams {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;

    RandomStreams(long seed) {
        this.seed = seed;
    }

    /** The stream of a purpose and, within it, of the things with these numbers. */
    Random of(String purpose, long... numbers) {
        long mixed = mix(seed + GOLDEN * purpose.hashCode());
        for (long number : numbers) {
            mixed = mix(mixed + GOLDEN * (number + 1));
        }
        return new Random(mixed);
    }

    /** The finalizer of SplitMix64: neighbouring numbers get unrelated ones. */
    private static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
