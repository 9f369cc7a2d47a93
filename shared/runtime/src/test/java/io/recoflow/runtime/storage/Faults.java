package io.recoflow.runtime.storage;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which operations of a {@link FaultyFileSystem} fail. Whether the n-th time of an operation on a file fails depends on
 * the seed, the file's name, the operation and n alone, so a seed replays the same faults whatever the threads do.
 */
public final class Faults {

    /**
     * A failed write leaves half of its bytes; a failed close happens after all bytes are there. A lost answer belongs to
     * an upload that ended or a rename that was done.
     */
    public enum Operation {
        CREATE,
        WRITE,
        CLOSE,
        ANSWER
    }

    private static final Set<Operation> REFUSED = Set.of(Operation.CREATE, Operation.WRITE, Operation.CLOSE);

    private final Set<Operation> operations;
    private final long seed;
    private final double share;
    private final Predicate<String> files;
    private final Function<String, IOException> failure;
    private final Map<String, AtomicInteger> times = new ConcurrentHashMap<>();
    private final AtomicInteger failed = new AtomicInteger();

    private Faults(
            Set<Operation> operations,
            long seed,
            double share,
            Predicate<String> files,
            Function<String, IOException> failure) {
        this.operations = operations;
        this.seed = seed;
        this.share = share;
        this.files = files;
        this.failure = failure;
    }

    public static Faults none() {
        return new Faults(Set.of(), 0, 0, file -> false, IOException::new);
    }

    /** A share of all operations fails. */
    public static Faults random(long seed, double share) {
        return new Faults(REFUSED, seed, share, file -> true, IOException::new);
    }

    /** Every operation on some files fails. */
    public static Faults always(Predicate<String> files) {
        return new Faults(REFUSED, 0, 1, files, IOException::new);
    }

    /** Some files are written and renamed as they should be, and whoever did it is told that it failed. */
    public static Faults lostAnswers(Predicate<String> files) {
        return new Faults(Set.of(Operation.ANSWER), 0, 1, files, IOException::new);
    }

    /** No file can take a byte any more; empty ones can be made, and a file can be emptied or deleted. */
    public static Faults full() {
        return new Faults(
                Set.of(Operation.WRITE), 0, 1, file -> true, cause -> new IOException("No space left on device"));
    }

    /** The same faults, as other exceptions. */
    public Faults as(Function<String, IOException> otherFailure) {
        return new Faults(operations, seed, share, files, otherFailure);
    }

    /** The same faults, on some files only. */
    public Faults on(Predicate<String> someFiles) {
        return new Faults(operations, seed, share, someFiles, failure);
    }

    /** How many operations have failed. */
    public int failed() {
        return failed.get();
    }

    boolean hits(Operation operation, String file) {
        // The random part of a temporary name would make each of its operations the first.
        String name = file.replaceAll("\\.[0-9a-f-]{36}\\.tmp$", ".tmp");
        if (!operations.contains(operation) || !files.test(file)) {
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
