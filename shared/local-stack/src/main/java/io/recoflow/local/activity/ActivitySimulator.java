package io.recoflow.local.activity;

import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.shop.SampleShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The visitors of a sample shop: they browse, and what they do is put into the activity stream at a steady rate. What a
 * slow request held up is made up for. Events have their time from the moment before they are first sent.
 */
public final class ActivitySimulator implements AutoCloseable {
    /** The most that a PutRecords request may hold. */
    private static final int MOST_RECORDS = 500;

    /** A request may have 5 MiB; this leaves room for the largest record. */
    private static final int MOST_BYTES = 4 << 20;

    /** Up to this rate one thread suffices, with small requests that add no latency. */
    private static final double ONE_THREAD_PER_SECOND = 1_000;

    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration TICK_OF_TWO = Duration.ofMillis(40);

    private final KinesisConnection kinesis;
    private final RecordSender sender;
    private final ActivityEvents events;
    private final SimulatedTraffic traffic;
    private final List<Thread> threads = new ArrayList<>();
    private long left;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    private ActivitySimulator(StreamLocation location, SampleShop shop, SimulatedTraffic traffic, long total) {
        this.traffic = traffic;
        this.left = total;
        this.events = new ActivityEvents(shop, traffic);
        this.kinesis = KinesisConnection.open(location);
        this.sender = new RecordSender(kinesis.client(), location.stream(), traffic.seed());
    }

    /** Starts to send, until {@link #stop}. */
    public static ActivitySimulator start(StreamLocation location, SampleShop shop, SimulatedTraffic traffic) {
        return start(location, shop, traffic, Long.MAX_VALUE);
    }

    /**
     * Starts to send.
     *
     * @param total how many records, of all kinds; their valid events have the ids {@code <seed>-1}, {@code <seed>-2} …
     */
    public static ActivitySimulator start(
            StreamLocation location, SampleShop shop, SimulatedTraffic traffic, long total) {
        ActivitySimulator simulator = new ActivitySimulator(location, shop, traffic, total);
        simulator.startThreads();
        return simulator;
    }

    /** What the stream has taken so far. */
    public SentRecords sent() {
        return sender.sent();
    }

    /** The ids of the valid events that the stream has taken so far. */
    public Set<String> eventIds() {
        return sender.taken().copy();
    }

    /**
     * Waits until the stream has taken all records.
     *
     * @return whether it has, within the time
     * @throws IllegalStateException when records cannot be put
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
        }
        check();
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /**
     * Sends no more, and returns when the last request is answered.
     *
     * @throws IllegalStateException when records could not be put
     */
    public void stop() throws InterruptedException {
        requestStop();
        for (Thread thread : threads) {
            thread.join();
        }
        check();
    }

    /** @throws IllegalStateException when records cannot be put; nothing is sent any more then */
    public void check() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw new IllegalStateException(problem.getMessage(), problem);
        }
    }

    /** Sends no more, but for what is being sent now. */
    public void requestStop() {
        stopped = true;
    }

    /** Sends no more; tells of no failure. */
    @Override
    public void close() throws InterruptedException {
        requestStop();
        for (Thread thread : threads) {
            thread.join();
        }
        kinesis.close();
    }

    private void startThreads() {
        boolean oneThread = traffic.eventsPerSecond() <= ONE_THREAD_PER_SECOND;
        int count = oneThread ? 1 : 2;
        long tick = (oneThread ? TICK : TICK_OF_TWO).toNanos();
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long start = now + tick * i / count;
            Thread thread = new Thread(() -> run(start, tick, traffic.eventsPerSecond() / count), "shoppers-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void run(long start, long tick, double perSecond) {
        double perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
        long own = 0;
        long wake = start;
        try {
            boolean more = true;
            while (more && !stopped) {
                long due = Math.max(0, (long) ((System.nanoTime() - start) * perNano) - own);
                List<SimulatedRecord> records = take((int) Math.min(MOST_RECORDS, due));
                sender.put(records);
                own += records.size();
                more = hasMore();
                if (records.size() == due) {
                    wake = Math.max(wake + tick, System.nanoTime());
                    LockSupport.parkNanos(wake - System.nanoTime());
                }
            }
        } catch (RuntimeException e) {
            failure = e;
            stopped = true;
        }
    }

    /** The next records, fewer where they are large or the last. */
    private synchronized List<SimulatedRecord> take(int wanted) {
        List<SimulatedRecord> records = new ArrayList<>(wanted);
        int bytes = 0;
        Instant now = Instant.now();
        while (records.size() < wanted && left > 0 && bytes < MOST_BYTES) {
            SimulatedRecord record = events.next(now);
            bytes += record.size();
            records.add(record);
            left--;
        }
        return records;
    }

    private synchronized boolean hasMore() {
        return left > 0;
    }
}
