package io.recoflow.bench.kinesis;

import java.time.Duration;

/**
 * How records are put.
 *
 * @param recordsPerSecond all threads together
 * @param threads each with a request at a time
 * @param tick time between a thread's requests
 */
record Load(int recordsPerSecond, int threads, Duration tick) {

    /** Up to this rate one thread suffices. */
    private static final int ONE_THREAD = 1_000;

    /** Small requests at a low rate, so that sending in batches adds no latency; large ones at a high rate. */
    static Load of(int recordsPerSecond) {
        return recordsPerSecond <= ONE_THREAD
                ? new Load(recordsPerSecond, 1, Duration.ofMillis(10))
                : new Load(recordsPerSecond, 2, Duration.ofMillis(50));
    }

    /** More than anything takes: the threads put full requests without a pause. */
    static Load unlimited() {
        return of(10_000_000);
    }
}
