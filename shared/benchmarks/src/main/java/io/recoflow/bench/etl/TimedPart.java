package io.recoflow.bench.etl;

/** What is timed. */
interface TimedPart {

    String name();

    /** @param round a folder name of its own for each run */
    void run(String round) throws Exception;
}
