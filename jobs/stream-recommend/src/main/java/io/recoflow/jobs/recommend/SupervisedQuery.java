package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.stream.StreamFailures;
import io.recoflow.runtime.Console;
import io.recoflow.runtime.JobException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.jspecify.annotations.Nullable;

/**
 * A query that may fail for a while without ending the job: what it has not stored waits in its stream. It is started
 * again with growing pauses, from its checkpoint. A failure before it has ever worked, or one that does not pass, ends the
 * job.
 */
final class SupervisedQuery {

    /** Starts a query, also again. */
    @FunctionalInterface
    interface Starter {
        StreamingQuery start() throws TimeoutException;
    }

    /** Whether a failure ends the job. */
    enum Need {
        /** Without it nobody is answered. */
        ESSENTIAL,
        /** The job goes on without it for a while. */
        DEFERRABLE
    }

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String name;
    private final Need need;
    private final Starter starter;
    private final Duration longestRest;
    private final Console console;
    private @Nullable StreamingQuery query;
    private boolean hasWorked;
    private Duration pause = FIRST_PAUSE;
    private Instant nextStart = Instant.MIN;

    /** @param longestRest how long {@link #rest} may wait; zero where a batch is not worth waiting for */
    SupervisedQuery(String name, Need need, Starter starter, Duration longestRest, Console console) {
        this.name = name;
        this.need = need;
        this.starter = starter;
        this.longestRest = longestRest;
        this.console = console;
    }

    void start() throws TimeoutException {
        query = starter.start();
    }

    /**
     * Looks whether it runs, and starts it again where it is time to.
     *
     * @throws JobException where the job cannot go on
     */
    void check(Instant now) {
        StreamingQuery current = query;
        if (current == null) {
            if (!now.isBefore(nextStart)) {
                restart(now);
            }
        } else if (current.isActive()) {
            if (current.lastProgress() != null) {
                hasWorked = true;
                pause = FIRST_PAUSE;
            }
        } else if (current.exception().isDefined()) {
            hasWorked |= current.lastProgress() != null;
            failed(StreamFailures.of(name, current.exception().get()), now);
        } else {
            throw StreamFailures.of(name, new IllegalStateException("It stopped, and nobody asked it to"));
        }
    }

    /** How it does, in words, where it does not run. */
    String trouble() {
        return query == null ? " The query " + name + " is waiting to be started again." : "";
    }

    /** Waits until the batch that runs is over, but not for longer than it may; to be called when no further one begins. */
    void rest() {
        StreamingQuery current = query;
        if (longestRest.isZero() || current == null || !current.isActive()) {
            return;
        }
        Thread waiting = new Thread(current::processAllAvailable, "recoflow-rest");
        waiting.setDaemon(true);
        // Where it fails meanwhile, there is nothing to wait for.
        waiting.setUncaughtExceptionHandler((thread, failure) -> {});
        waiting.start();
        try {
            waiting.join(longestRest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() throws TimeoutException {
        StreamingQuery current = query;
        if (current != null) {
            current.stop();
        }
    }

    private void restart(Instant now) {
        try {
            start();
        } catch (TimeoutException | RuntimeException e) {
            failed(StreamFailures.of(name, e), now);
        }
    }

    private void failed(JobException failure, Instant now) {
        if (need == Need.ESSENTIAL || !hasWorked || !StreamFailures.canPass(failure)) {
            throw failure;
        }
        query = null;
        nextStart = now.plus(pause);
        console.warn(failure.problem() + ": " + failure.causeText() + ". It is started again in " + pause.toSeconds()
                + " s; until then nothing is lost, because what it reads stays in its stream.");
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
}
