package io.recoflow.kinesis.read;

import java.util.concurrent.TimeUnit;

/** Waiting until it is time to ask again. */
final class Pause {

    private Pause() {}

    static void forNanos(long nanos) throws InterruptedException {
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }
}
