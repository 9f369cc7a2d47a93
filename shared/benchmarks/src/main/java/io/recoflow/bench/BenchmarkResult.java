package io.recoflow.bench;

import io.recoflow.runtime.report.Table;
import java.time.Instant;

/** A benchmark's figures: a record whose components are stored as JSON, and the same as a table for the terminal. */
public interface BenchmarkResult {

    /** The benchmark's name. */
    String bench();

    /** What was measured, in words. */
    String setup();

    /** Cores, heap and Java of the machine. */
    String machine();

    /** When. */
    Instant measuredAt();

    /** A row each contestant. */
    Table table();
}
