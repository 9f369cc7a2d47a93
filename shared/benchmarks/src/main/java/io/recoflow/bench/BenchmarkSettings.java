package io.recoflow.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How large a benchmark is.
 *
 * @param customers partitions to write
 * @param rounds how often each contestant runs, after a warm-up
 * @param window how long a contestant is watched that runs without an end, after a warm-up
 * @param eventsPerSecond the rate of a benchmark that has one only; positive
 * @param peer another build's jar, for a benchmark of a job
 */
public record BenchmarkSettings(int customers, int rounds, Duration window, int eventsPerSecond, Optional<Path> peer) {}
