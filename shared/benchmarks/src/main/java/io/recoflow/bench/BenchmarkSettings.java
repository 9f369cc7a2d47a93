package io.recoflow.bench;

import java.time.Duration;

/**
 * How large a benchmark is.
 *
 * @param customers partitions to write
 * @param rounds how often each contestant runs, after a warm-up
 * @param window how long a contestant is watched that runs without an end, after a warm-up
 * @param eventsPerSecond the rate of a benchmark that has one only; positive
 */
public record BenchmarkSettings(int customers, int rounds, Duration window, int eventsPerSecond) {}
