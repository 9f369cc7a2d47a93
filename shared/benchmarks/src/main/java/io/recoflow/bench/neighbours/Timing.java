package io.recoflow.bench.neighbours;

import java.time.Duration;
import java.util.Arrays;

/** Times one operation many times, in one thread. */
final class Timing {

    private static final int FEWEST = 50;

    /** The last so many count. */
    private static final int MOST = 20_000;

    private Timing() {}

    /** An operation, told which time it is. */
    @FunctionalInterface
    interface Operation {
        void run(int time) throws Exception;
    }

    /**
     * The median in microseconds.
     *
     * @param window for how long it is repeated, after as long a warm-up; at least {@value #FEWEST} times
     */
    static double medianMicros(Duration window, Operation operation) throws Exception {
        repeat(window, operation);
        long[] nanos = repeat(window, operation);
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e3;
    }

    private static long[] repeat(Duration window, Operation operation) throws Exception {
        long[] nanos = new long[MOST];
        long end = System.nanoTime() + window.toNanos();
        int times = 0;
        while (times < FEWEST || System.nanoTime() < end) {
            long start = System.nanoTime();
            operation.run(times);
            nanos[times++ % MOST] = System.nanoTime() - start;
        }
        return Arrays.copyOf(nanos, Math.min(times, MOST));
    }
}
