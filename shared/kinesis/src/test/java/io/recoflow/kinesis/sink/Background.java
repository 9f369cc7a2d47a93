package io.recoflow.kinesis.sink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Work beside a test's own thread. */
final class Background {

    private Background() {}

    /** Starts work; who joins it does not wait for ever. */
    static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start())
                .orTimeout(20, TimeUnit.SECONDS);
    }
}
