package io.recoflow.streaming.query;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.jspecify.annotations.Nullable;

/**
 * A query that may fail for a while without ending the job: what it has not stored waits in its stream. It is started
 * again with growing pauses, from its checkpoint. A failure before it has ever worked, or one that does not pass, ends the
 * job. Only where what it was to store has expired meanwhile, it is parked: not started again, while the job goes on.
 */
public final class SupervisedQuery {

    /** Starts a query, also again. */
    @FunctionalInterface
    public interface Starter {
        StreamingQuery start() throws TimeoutException;

        /** Whether the failure will not come again when the query is started again, which is done at once. */
        default boolean copesWith(JobException failure) {
            return false;
        }

        /** How long {@link #rest} may wait for what it started; zero where a batch is not worth waiting for. */
        default Duration longestRest() {
            return GracefulStop.LIMIT;
        }
    }

    /** Whether a failure ends the job. */
    public enum Need {
        /** Without it nobody is answered. */
        ESSENTIAL,
        /** The job goes on without it for a while. */
        DEFERRABLE
    }

    /**
     * What a query is to the job.
     *
     * @param stream that it reads
     */
    public record Role(String name, Need need, String stream) {}

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Role role;
    private final Starter starter;
    private final SparkContext spark;
    private final Console console;
    private volatile @Nullable StreamingQuery query;
    private volatile boolean parked;
    private boolean hasWorked;
    private Duration pause = FIRST_PAUSE;
    private Instant nextStart = Instant.MIN;

    public SupervisedQuery(Role role, Starter starter, SparkContext spark, Console console) {
        this.role = role;
        this.starter = starter;
        this.spark = spark;
        this.console = console;
    }

    /** Each query has a pool of the scheduler to itself, so that what is stored cannot hold up what is answered. */
    public void start() throws TimeoutException {
        spark.setLocalProperty("spark.scheduler.pool", role.name());
        query = starter.start();
    }

    /**
     * Looks whether it runs, and starts it again where it is time to.
     *
     * @throws JobException where the job cannot go on
     */
    public void check(Instant now) {
        StreamingQuery current = query;
        if (parked) {
            return;
        }
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
            failed(QueryFailures.of(role.name(), current.exception().get()), now);
        } else {
            throw QueryFailures.of(role.name(), new IllegalStateException("It stopped, and nobody asked it to"));
        }
    }

    /** How it does, in words, where it does not run. */
    public String trouble() {
        if (parked) {
            return " " + parking();
        }
        return query == null ? " The query " + role.name() + " is waiting to be started again." : "";
    }

    /** Whether it is not started again, because what it was to store has expired. */
    public boolean isParked() {
        return parked;
    }

    /** Waits until the batch that runs is over, but not for longer than it may; to be called when no further one begins. */
    public void rest() {
        StreamingQuery current = query;
        Duration longest = starter.longestRest();
        if (longest.isZero() || current == null || !current.isActive()) {
            return;
        }
        Thread waiting = new Thread(current::processAllAvailable, "recoflow-rest");
        waiting.setDaemon(true);
        // Where it fails meanwhile, there is nothing to wait for.
        waiting.setUncaughtExceptionHandler((thread, failure) -> {});
        waiting.start();
        try {
            waiting.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void stop() throws TimeoutException {
        StreamingQuery current = query;
        if (current != null) {
            current.stop();
        }
    }

    /** What was lost is lost however often it is started again, and shoppers need not wait for who decides about it. */
    private void park(JobException failure) {
        parked = true;
        query = null;
        console.warn(parking() + " " + failure.causeText() + ". " + failure.fix()
                + "; until then shoppers are answered, and this query stores nothing.");
    }

    private String parking() {
        return "The query " + role.name() + " is parked: records of stream " + role.stream()
                + " expired before they could be stored.";
    }

    private void restart(Instant now) {
        try {
            start();
        } catch (TimeoutException | RuntimeException e) {
            failed(QueryFailures.of(role.name(), e), now);
        }
    }

    private void failed(JobException failure, Instant now) {
        if (starter.copesWith(failure)) {
            query = null;
            nextStart = now;
            return;
        }
        if (role.need() == Need.DEFERRABLE && QueryFailures.isDataLoss(failure)) {
            park(failure);
            return;
        }
        if (role.need() == Need.ESSENTIAL || !hasWorked || !QueryFailures.canPass(failure)) {
            throw failure;
        }
        query = null;
        nextStart = now.plus(pause);
        console.warn(failure.problem() + ": " + failure.causeText() + ". It is started again in " + pause.toSeconds()
                + " s; until then nothing is lost, because what it reads stays in its stream.");
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
}
