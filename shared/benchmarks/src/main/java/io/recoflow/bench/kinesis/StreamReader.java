package io.recoflow.bench.kinesis;

/** A way to read a stream. */
interface StreamReader {

    String name();

    /** Reads the stream from its first record on, until it is closed. */
    Running start(BenchStream stream, Arrivals arrivals) throws Exception;

    /** A reader at work. */
    interface Running extends AutoCloseable {

        /** @throws IllegalStateException where it failed */
        void check();
    }
}
