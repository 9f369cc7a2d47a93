package io.recoflow.bench.recommend;

import java.time.Duration;
import java.util.Optional;

/** Processor time of a process since a moment. */
final class CpuTime {

    private final ProcessHandle process;
    private final Duration before;
    private final long start = System.nanoTime();

    private CpuTime(ProcessHandle process) {
        this.process = process;
        this.before = used(process);
    }

    /** Begins now. */
    static CpuTime of(ProcessHandle process) {
        return new CpuTime(process);
    }

    /** How many cores it kept busy on average until now, to two decimals. */
    double cores() {
        double nanos = used().toNanos();
        return Math.round(100 * nanos / (System.nanoTime() - start)) / 100.0;
    }

    /** What it used until now. */
    Duration used() {
        return used(process).minus(before);
    }

    private static Duration used(ProcessHandle process) {
        Optional<Duration> used = process.info().totalCpuDuration();
        return used.orElse(Duration.ZERO);
    }
}
