package io.recoflow.runtime.storage;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which operations of a {@link FaultyFileSystem} fail. Whether the n-th time of an operation on a file fails depends on
 * the seed, the file's name, the operation and n alone, so a seed replays the same faults whatever the threads do.
 */
public final class Faults {

    /** A failed write leaves half of its bytes; a failed close happens after all bytes are there. */
    public enum Operation {
        CREATE,
        WRITE,
        CLOSE
    }

    private final long seed;
    private final double share;
    private final Predicate<String> files;
    private final Function<String, IOException> failure;
    private final Map<String, AtomicInteger> times = new ConcurrentHashMap<>();
    private final AtomicInteger failed = new AtomicInteger();

    private Faults(long seed, double share, Predicate<String> files, Function<String, IOException> failure) {
        this.seed = seed;
        this.share = share;
        this.files = files;
        this.failure = failure;
    }

    public static Faults none() {
        return new Faults(0, 0, file -> false, IOException::new);
    }

    /** A share of all operations fails. */
    public static Faults random(long seed, double share) {
        return new Faults(seed, share, file -> true, IOException::new);
    }

    /** Every operation on some files fails. */
    public static Faults always(Predicate<String> files) {
        return new Faults(0, 1, files, IOException::new);
    }

    /** The same faults, as other exceptions. */
    public Faults as(Function<String, IOException> otherFailure) {
        return new Faults(seed, share, files, otherFailure);
    }

    /** The same faults, on some files only. */
    public Faults on(Predicate<String> someFiles) {
        return new Faults(seed, share, someFiles, failure);
    }

    /** How many operations have failed. */
    public int failed() {
        return failed.get();
    }

    boolean hits(Operation operation, String file) {
        // The random part of a temporary name would make each of its operations the first.
        String name = file.replaceAll("\\.[0-9a-f-]{36}\\.tmp$", ".tmp");
        if (!files.test(file)) {
            return false;
        }
        String key = operation + " " + name;
        int time = times.computeIfAbsent(key, unused -> new AtomicInteger()).incrementAndGet();
        long mixed = seed * 0x9E3779B97F4A7C15L + key.hashCode() * 0xC2B2AE3D27D4EB4FL + time * 0x165667B19E3779F9L;
        boolean hit = new Random(mixed).nextDouble() < share;
        if (hit) {
            failed.incrementAndGet();
        }
        return hit;
    }

    IOException exception(Operation operation, String file) {
        return failure.apply("injected " + operation + " failure of " + file);
    }
}
