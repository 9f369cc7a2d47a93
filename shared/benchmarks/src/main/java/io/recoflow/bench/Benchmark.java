package io.recoflow.bench;

/** A measurement that can be asked for by name. */
public interface Benchmark {

    String name();

    BenchmarkResult run(BenchmarkSettings settings) throws Exception;
}
