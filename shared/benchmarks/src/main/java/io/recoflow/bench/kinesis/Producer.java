package io.recoflow.bench.kinesis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts records at a steady rate until it is closed. A thread puts at every tick what is due by the clock, so that what a
 * slow request held up is made up for.
 */
final class Producer implements AutoCloseable {

    /** The most that a PutRecords request may hold. */
    private static final int MOST_RECORDS = 500;

    private final BenchStream stream;
    private final Load load;
    private final AtomicInteger next;
    private final AtomicInteger put;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    private Producer(BenchStream stream, Load load, int first) {
        this.stream = stream;
        this.load = load;
        this.next = new AtomicInteger(first);
        this.put = new AtomicInteger(first);
    }

    /** @param first the number of its first record; those before it were put */
    static Producer start(BenchStream stream, Load load, int first) {
        Producer producer = new Producer(stream, load, first);
        long tick = load.tick().toNanos();
        long now = System.nanoTime();
        for (int i = 0; i < load.threads(); i++) {
            long start = now + tick * i / load.threads();
            Thread thread = new Thread(() -> producer.run(start), "producer-" + i);
            thread.setDaemon(true);
            thread.start();
            producer.threads.add(thread);
        }
        return producer;
    }

    /** The number that comes next: those before it were put, or are being put. */
    int next() {
        return next.get();
    }

    /** How many records the server has taken. */
    int put() {
        return put.get();
    }

    /** @throws IllegalStateException where a thread failed */
    void check() {
        if (failure != null) {
            throw new IllegalStateException("Records cannot be put: " + failure.getMessage(), failure);
        }
    }

    /** Returns when the last request is answered. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        check();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void run(long start) {
        double perNano = (double) load.recordsPerSecond() / load.threads() / TimeUnit.SECONDS.toNanos(1);
        long own = 0;
        long wake = start;
        try {
            while (!stopped) {
                long now = System.nanoTime();
                int due = (int) Math.min(MOST_RECORDS, (long) ((now - start) * perNano) - own);
                if (due > 0) {
                    stream.put(next.getAndAdd(due), due);
                    put.addAndGet(due);
                    own += due;
                }
                if (due < MOST_RECORDS) {
                    wake += load.tick().toNanos();
                    LockSupport.parkNanos(wake - System.nanoTime());
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
