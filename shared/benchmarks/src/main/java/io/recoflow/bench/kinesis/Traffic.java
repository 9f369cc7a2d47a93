package io.recoflow.bench.kinesis;

import io.recoflow.local.kinesis.Kinesalite;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Records on their way from a producer to a reader. */
final class Traffic {

    /** For what lasts longer than it should. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Producer producer;
    private final StreamReader.Running reader;
    private final Arrivals arrivals;

    private Traffic(Producer producer, StreamReader.Running reader, Arrivals arrivals) {
        this.producer = producer;
        this.reader = reader;
        this.arrivals = arrivals;
    }

    /** What is done while records flow. */
    interface Measurement<T> {
        T of(Traffic traffic) throws Exception;
    }

    /**
     * Lets a reader read what a producer puts, on a server that is new. The producer starts when the reader has read a
     * first record.
     *
     * @param time how long the measurement lets records flow
     */
    static <T> T measure(StreamReader reader, Load load, Duration time, Measurement<T> measurement) throws Exception {
        System.gc();
        int capacity =
                Math.toIntExact(load.recordsPerSecond() * time.plus(MARGIN).toSeconds());
        try (Kinesalite server = Kinesalite.start();
                BenchStream stream = BenchStream.create(server.endpoint());
                Arrivals arrivals = Arrivals.open(capacity);
                StreamReader.Running running = reader.start(stream, arrivals)) {
            stream.put(0, 1);
            if (!holdsWithin(START_LIMIT, running, () -> arrivals.distinct() == 1)) {
                throw new IllegalStateException(reader.name() + " reads nothing");
            }
            try (Producer producer = Producer.start(stream, load, 1)) {
                return measurement.of(new Traffic(producer, running, arrivals));
            }
        }
    }

    /** Lets it flow. */
    void flow(Duration time) throws InterruptedException {
        boolean unused = holdsWithin(time, reader, () -> {
            producer.check();
            return false;
        });
    }

    /** The number of the next record to be put. */
    int next() {
        return producer.next();
    }

    /** How many records the server has taken that have not arrived. */
    int lag() {
        int arrived = arrivals.distinct();
        return Math.max(0, producer.put() - arrived);
    }

    /**
     * Stops the producer, and waits for what is on its way.
     *
     * @return what arrived
     * @throws IllegalStateException where a record is missing, or came twice
     */
    Arrivals finish() throws InterruptedException {
        producer.stop();
        boolean complete = holdsWithin(DRAIN_LIMIT, reader, () -> lag() == 0);
        if (!complete || arrivals.duplicates() > 0) {
            throw new IllegalStateException("Of " + producer.put() + " records, " + lag() + " did not arrive and "
                    + arrivals.duplicates() + " came twice");
        }
        return arrivals;
    }

    private static boolean holdsWithin(Duration limit, StreamReader.Running reader, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            reader.check();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK.toNanos()));
        }
        return true;
    }
}
