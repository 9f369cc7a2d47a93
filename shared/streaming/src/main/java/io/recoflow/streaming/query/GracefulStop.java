package io.recoflow.streaming.query;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.util.ShutdownHookManager;

/** Ends the job on SIGTERM: it is told so, and the process ends only when the job has brought its queries to rest. */
public final class GracefulStop implements AutoCloseable {

    /** Before Spark's own hook (40), which ends the session under the queries. */
    private static final int PRIORITY = 100;

    /** Longer than a batch of the archive usually takes; schedulers that wait less kill the job. */
    public static final Duration LIMIT = Duration.ofSeconds(45);

    private final Duration limit;
    private final Consumer<String> warning;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable hook = this::terminate;

    /** @param warning takes a line where the job does not end within the limit */
    GracefulStop(Duration limit, Consumer<String> warning) {
        this.limit = limit;
        this.warning = warning;
    }

    /**
     * What ends the job when the process is asked to end.
     *
     * @param warning takes a line where the job does not end in time
     */
    public static GracefulStop onTermination(Consumer<String> warning) {
        GracefulStop stop = new GracefulStop(LIMIT, warning);
        ShutdownHookManager.get()
                .addShutdownHook(stop.hook, PRIORITY, LIMIT.plusSeconds(5).toSeconds(), TimeUnit.SECONDS);
        return stop;
    }

    /** What ends the job when somebody asks it to, and no process with it. */
    public static GracefulStop onRequest() {
        return new GracefulStop(LIMIT, line -> {});
    }

    public void ask() {
        asked.countDown();
    }

    /** Waits for the time given, or until the job is asked to end; true in the latter case. */
    public boolean isAskedWithin(Duration time) throws InterruptedException {
        return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The job is at its end, and the process may end too. */
    @Override
    public void close() {
        ended.countDown();
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }

    /** Asks, and returns when the job is at its end, or its time is. */
    void terminate() {
        ask();
        try {
            if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                warning.accept("The last batches did not end within " + limit.toSeconds()
                        + " s. They are repeated when the job starts again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
