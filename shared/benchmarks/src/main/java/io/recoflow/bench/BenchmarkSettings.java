package io.recoflow.bench;

/**
 * How large a benchmark is.
 *
 * @param customers partitions to write
 * @param rounds how often each contestant runs, after a warm-up
 */
public record BenchmarkSettings(int customers, int rounds) {}
