package io.recoflow.bench.kinesis;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What arrived of the records that were sent, and how long it took. For any number of sinks at once. */
final class Arrivals implements AutoCloseable {

    private static final long NOT_YET = 0;

    /** Spark makes copies of a sink; these find the one place by its name. */
    private static final Map<String, Arrivals> OPEN = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final AtomicLongArray latencies;
    private final AtomicInteger distinct = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();

    private Arrivals(int capacity) {
        latencies = new AtomicLongArray(capacity);
    }

    /** @param capacity the number of records, which have the numbers from 0 on */
    static Arrivals open(int capacity) {
        Arrivals arrivals = new Arrivals(capacity);
        OPEN.put(arrivals.name, arrivals);
        return arrivals;
    }

    /** @throws IllegalStateException where they are closed */
    static Arrivals named(String name) {
        Arrivals arrivals = OPEN.get(name);
        if (arrivals == null) {
            throw new IllegalStateException("Nobody waits for records any more");
        }
        return arrivals;
    }

    String name() {
        return name;
    }

    /** @param nanos when it arrived, of {@link System#nanoTime} */
    void add(byte[] data, long nanos) {
        long latency = Math.max(1, nanos - RecordBody.sentNanos(data));
        if (latencies.compareAndSet(RecordBody.number(data), NOT_YET, latency)) {
            distinct.incrementAndGet();
        } else {
            duplicates.incrementAndGet();
        }
    }

    /** Records that arrived; a duplicate counts once. */
    int distinct() {
        return distinct.get();
    }

    /** Arrivals of records that had arrived before. */
    int duplicates() {
        return duplicates.get();
    }

    /** From a record's put to its arrival, of those that arrived of a range of numbers, in nanoseconds. */
    LongStream latencies(int from, int to) {
        return IntStream.range(from, to).mapToLong(latencies::get).filter(latency -> latency != NOT_YET);
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }
}
