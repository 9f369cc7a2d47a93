package io.recoflow.streaming.query;

import io.recoflow.kinesis.DrainSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Ends the job on SIGTERM: no further batch begins, those that run go on to their end, and only then does the process.
 */
public final class GracefulStop implements AutoCloseable {

    /** Before Spark's own hook (40), which ends the session under the queries. */
    private static final int PRIORITY = 100;

    /** Longer than a batch of the archive usually takes; schedulers that wait less kill the job. */
    public static final Duration LIMIT = Duration.ofSeconds(45);

    private final DrainSignal signal;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable hook = this::stop;

    private GracefulStop(DrainSignal signal) {
        this.signal = signal;
    }

    /** What ends the job when the process is asked to end. */
    public static GracefulStop onTermination(DrainSignal signal) {
        GracefulStop stop = of(signal);
        ShutdownHookManager.get()
                .addShutdownHook(stop.hook, PRIORITY, LIMIT.plusSeconds(5).toSeconds(), TimeUnit.SECONDS);
        return stop;
    }

    /** What ends the job when somebody asks it to. */
    public static GracefulStop of(DrainSignal signal) {
        return new GracefulStop(signal);
    }

    public DrainSignal signal() {
        return signal;
    }

    public void ask() {
        signal.give();
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

    private void stop() {
        ask();
        try {
            if (!ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("stream-recommend: the last batches did not end within " + LIMIT.toSeconds()
                        + " s. They are repeated when the job starts again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
