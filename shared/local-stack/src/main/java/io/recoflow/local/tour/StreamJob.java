package io.recoflow.local.tour;

import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import java.sql.SQLException;
import java.time.Duration;

/** A streaming job in a process of its own, which ends with this one at the latest. */
final class StreamJob implements AutoCloseable {
    /** What a shell makes of SIGTERM: 128 + 15. */
    private static final int TERMINATED = 143;

    /** Longer than the job gives its last batches. */
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final String name;
    private final SubmittedJob job;

    private StreamJob(String name, SubmittedJob job) {
        this.name = name;
        this.job = job;
    }

    /**
     * Starts it; its lines go to the terminal.
     *
     * @param name for messages
     */
    static StreamJob start(String name, SparkSubmit submit) {
        return new StreamJob(name, submit.startAttached());
    }

    /** What is waited for while the job runs. */
    @FunctionalInterface
    interface Condition {
        /** Waits for the time at most; whether it holds. */
        boolean holdsWithin(Duration time) throws InterruptedException, SQLException;
    }

    /**
     * Waits until the condition holds; whether it does within the limit.
     *
     * @throws DemoException when the job ends meanwhile
     */
    boolean await(Condition condition, Duration limit) throws InterruptedException, SQLException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holdsWithin(LOOK)) {
            pause(Duration.ZERO);
            if (System.nanoTime() >= deadline) {
                return false;
            }
        }
        return true;
    }

    /**
     * Lets the job run for the time.
     *
     * @throws DemoException when the job ends meanwhile
     */
    void pause(Duration time) {
        if (endsWithin(time)) {
            throw failed("ended before it was asked to");
        }
    }

    /**
     * Asks the job to end, by SIGTERM, and returns when it has.
     *
     * @throws DemoException when it does not, or not well
     */
    void end() {
        job.terminate();
        if (!endsWithin(END_LIMIT)) {
            throw new DemoException(name + " did not end within " + END_LIMIT.toSeconds() + " s of SIGTERM");
        }
        if (exitCode() != TERMINATED) {
            throw failed("did not end well after SIGTERM");
        }
    }

    /** Kills the job where it still runs. */
    @Override
    public void close() {
        job.close();
    }

    private boolean endsWithin(Duration time) {
        return job.await(() -> false, time, time) == SubmittedJob.Outcome.JOB_ENDED;
    }

    /** Of the job that has ended. */
    private int exitCode() {
        return job.end(Duration.ZERO).exitCode();
    }

    private DemoException failed(String how) {
        return new DemoException(name + " " + how + ", with exit code " + exitCode() + "; what it said stands above");
    }
}
