package io.recoflow.kinesis;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets queries come to rest: a source that has the signal's name as its option {@code drainSignal} begins no further
 * micro-batch once it is given, while the one that is being processed goes on to its end. Of use on the driver only.
 */
public final class DrainSignal implements AutoCloseable {

    /** Spark makes a source by its class's name, so an option that names the signal is all that can reach it. */
    private static final Map<String, DrainSignal> OPEN = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private volatile boolean given;

    private DrainSignal() {}

    public static DrainSignal open() {
        DrainSignal signal = new DrainSignal();
        OPEN.put(signal.name, signal);
        return signal;
    }

    /** The value of the option {@code drainSignal}. */
    public String name() {
        return name;
    }

    /** From now on, no micro-batch begins. Cannot be taken back. */
    public void give() {
        given = true;
    }

    /** Whether the signal of a name is given; false where there is none of it. */
    public static boolean isGiven(@Nullable String name) {
        DrainSignal signal = name == null ? null : OPEN.get(name);
        return signal != null && signal.given;
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }
}
