package io.recoflow.jobs.reviews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.streaming.query.GracefulStop;
import io.recoflow.testkit.JobWithOtherWork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The job in this process, with the session of the tests, until it is closed. */
final class RunningJob implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(400);

    private final GracefulStop stop = GracefulStop.onRequest();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exitCode;

    private RunningJob(List<String> arguments) {
        PrintStream print = new PrintStream(said, true, UTF_8);
        // With the session of the tests, which goes on after it.
        Job replay = new JobWithOtherWork(new ReplayRejected(), context -> new RejectedReplayRun(
                        StoreReviewsConfiguration.of(context), TestSession.session(), context)
                .run());
        Job job = new JobWithOtherWork(
                new StoreReviews(),
                context -> new StoreReviewsRun(StoreReviewsConfiguration.of(context), TestSession.session(), context)
                        .run(stop),
                Map.of("replay-rejected", replay));
        this.exitCode = CompletableFuture.supplyAsync(
                () -> JobLauncher.launch(job, arguments.toArray(String[]::new), Map.of(), print, print));
    }

    static RunningJob start(List<String> arguments) {
        return new RunningJob(arguments);
    }

    /** What is waited for. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits while the job runs; a failure shows what it said. */
    void await(Condition condition) {
        try {
            Awaitility.await()
                    .atMost(LIMIT)
                    // To look into a table takes the cores that the job wants.
                    .pollInterval(LOOK)
                    .failFast("The job ended", exitCode::isDone)
                    .until(condition::holds);
        } catch (RuntimeException e) {
            throw new AssertionError(said(), e);
        }
    }

    /** What it said so far. */
    String said() {
        return said.toString(UTF_8);
    }

    /** Asks it to end, and returns when it has, well. */
    @Override
    public void close() throws Exception {
        stop.ask();
        assertThat(exitCode()).as(said()).isZero();
    }

    /** Waits until it ends by itself. */
    int exitCode() throws Exception {
        return exitCode.get(2, TimeUnit.MINUTES);
    }
}
