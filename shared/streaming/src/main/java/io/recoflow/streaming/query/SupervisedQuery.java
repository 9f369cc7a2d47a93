package io.recoflow.streaming.query;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Console;
import io.recoflow.streaming.broker.Broker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.jspecify.annotations.Nullable;

/**
 * A query of a job. One that the job can do without may fail, however it likes and also before it has ever worked: it is
 * started again with growing pauses, from its checkpoint, and what it has not stored waits in its stream. Only where that
 * has expired meanwhile, it is parked: not started again, while the job goes on. A failure of any other query ends the job.
 */
public final class SupervisedQuery {

    /** Starts a query, also again. */
    @FunctionalInterface
    public interface Starter {
        /** @param session by which the query must read its stream */
        StreamingQuery start(SparkSession session) throws TimeoutException;

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
        /** Without it the job has no use. */
        ESSENTIAL,
        /** The job goes on without it, for as long as it takes. */
        DEFERRABLE
    }

    /** Whether batches leave anything to later ones. */
    public enum State {
        /** They do not, so the query may begin anew where it never finished a batch. */
        STATELESS,
        /** They do, in the query's checkpoint. */
        STATEFUL
    }

    /**
     * What a query is to the job.
     *
     * @param stream that it reads
     */
    public record Role(String name, Need need, State state, String stream) {}

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Role role;
    private final Starter starter;
    private final QueryFailures failures;
    private final SparkSession session;
    private final Console console;
    private volatile @Nullable StreamingQuery query;
    private volatile boolean parked;
    private volatile boolean cutShort;
    private Duration pause = FIRST_PAUSE;
    private Instant nextStart = Instant.MIN;

    /** @param brokers of the streams that the query reads and writes */
    public SupervisedQuery(Role role, Starter starter, List<Broker> brokers, SparkSession session, Console console) {
        this.role = role;
        this.starter = starter;
        this.failures = new QueryFailures(brokers);
        this.session = QuerySession.of(session, role.state());
        this.console = console;
    }

    /**
     * Starts it for the first time.
     *
     * @throws JobException where it cannot, and the job cannot go on without it
     */
    public void start() {
        start(Instant.now());
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
                start(now);
            }
        } else if (current.isActive()) {
            if (current.lastProgress() != null) {
                pause = FIRST_PAUSE;
            }
        } else if (current.exception().isDefined()) {
            failed(failures.of(role.name(), current.exception().get()), now);
        } else {
            failed(failures.of(role.name(), new IllegalStateException("It stopped, and nobody asked it to")), now);
        }
    }

    /** How it does, in words, where it does not run. */
    public String trouble() {
        if (parked) {
            return " " + parking();
        }
        return query == null ? " The query " + role.name() + " is waiting to be started again." : "";
    }

    /** What it tells of its last batch, or of having none to do; empty where it has done nothing since it was started. */
    public Optional<StreamingQueryProgress> lastProgress() {
        return Optional.ofNullable(query).map(StreamingQuery::lastProgress);
    }

    /** Whether it failed, and is waiting to be started again. */
    public boolean isWaiting() {
        return query == null && !parked;
    }

    /** What the end of the job leaves to the next run, as a sentence; empty where it came to rest. */
    public Optional<String> leftover() {
        if (parked) {
            return Optional.of(parking());
        }
        if (isWaiting() || cutShort) {
            return Optional.of("The query " + role.name() + (cutShort ? " was stopped amid a batch" : " did not run")
                    + " when the job ended: what it has not stored waits in the stream " + role.stream()
                    + " for the next run.");
        }
        return Optional.empty();
    }

    /** Whether it is not started again, because what it was to store has expired. */
    public boolean isParked() {
        return parked;
    }

    /**
     * Stops it when the batch that runs is over, but waits no longer than it may. Sources that can be told begin no further
     * batch; of another, the one that begins when it is stopped is repeated by the next run.
     */
    public void rest() throws TimeoutException {
        StreamingQuery current = query;
        long longest = starter.longestRest().toNanos();
        if (current == null || longest == 0) {
            return;
        }
        long begun = System.nanoTime();
        String trigger = lastTrigger(current);
        try {
            while (System.nanoTime() - begun < longest && isInBatchAfter(trigger, current)) {
                current.awaitTermination(LOOK.toMillis());
            }
        } catch (StreamingQueryException e) {
            // What has failed needs no waiting for.
        }
        cutShort = isInBatchAfter(trigger, current);
        stop();
        if (current.exception().isDefined() || hasNotWorkedAgain(current)) {
            query = null;
        }
    }

    /** Whether it failed, was started again, and has not done a batch since. */
    private boolean hasNotWorkedAgain(StreamingQuery current) {
        return !pause.equals(FIRST_PAUSE) && current.lastProgress() == null;
    }

    private static boolean isInBatchAfter(String trigger, StreamingQuery query) {
        return query.isActive()
                && query.status().isTriggerActive()
                && lastTrigger(query).equals(trigger);
    }

    /** Tells one batch that has ended from another. */
    private static String lastTrigger(StreamingQuery query) {
        StreamingQueryProgress progress = query.lastProgress();
        return progress == null ? "" : progress.timestamp();
    }

    public void stop() throws TimeoutException {
        StreamingQuery current = query;
        if (current != null) {
            current.stop();
        }
    }

    /** What was lost is lost however often it is started again, and the job need not wait for who decides about it. */
    private void park(JobException failure) {
        parked = true;
        query = null;
        console.warn(parking() + " " + failure.causeText() + ". " + failure.fix()
                + "; until then the job goes on, and this query stores nothing.");
    }

    private String parking() {
        return "The query " + role.name() + " is parked: records of stream " + role.stream()
                + " expired before they could be stored.";
    }

    /** Each query has a pool of the scheduler to itself, so that what is stored cannot hold up what is answered. */
    private void start(Instant now) {
        try {
            session.sparkContext().setLocalProperty("spark.scheduler.pool", role.name());
            query = starter.start(session);
        } catch (TimeoutException | RuntimeException | LinkageError e) {
            failed(failures.of(role.name(), e), now);
        }
    }

    private void failed(JobException failure, Instant now) {
        if (starter.copesWith(failure)) {
            query = null;
            nextStart = now;
            return;
        }
        if (role.need() == Need.ESSENTIAL) {
            throw failure;
        }
        if (failures.isDataLoss(failure)) {
            park(failure);
            return;
        }
        query = null;
        nextStart = now.plus(pause);
        console.warn(failure.problem() + ": " + failure.causeText() + ". It is started again in " + pause.toSeconds()
                + " s; until then nothing is lost, because what it reads stays in its stream.");
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
}
