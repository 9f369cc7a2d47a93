package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.jobs.recommend.archive.TableMaintenance;
import io.recoflow.jobs.recommend.stream.RecommendQuery;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.serving.ServingFixture;
import io.recoflow.streaming.query.GracefulStop;
import io.recoflow.testkit.JobWithOtherWork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.awaitility.Awaitility;
import scala.jdk.javaapi.CollectionConverters;

/** The job in this process, with the session of the tests, until it is closed. */
final class RunningJob implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(400);

    private final GracefulStop stop = GracefulStop.onRequest();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exitCode;

    private RunningJob(List<String> arguments, Duration realTimeBatch, TableMaintenance.Rhythm maintenance) {
        PrintStream print = new PrintStream(said, true, UTF_8);
        // With the session of the tests, which goes on after it.
        Job replay = new JobWithOtherWork(new ReplayRejected(), context -> new RejectedReplayRun(
                        StreamRecommendConfiguration.of(context.settings()), TestSession.session(), context)
                .run());
        Job erase = new JobWithOtherWork(
                new EraseShopper(), context -> EraseShopper.run(context, TestSession.session(), Duration.ofSeconds(1)));
        Job job = new JobWithOtherWork(
                new StreamRecommend(),
                context -> new StreamRecommendRun(
                                StreamRecommendConfiguration.of(context.settings()),
                                TestSession.session(),
                                context,
                                realTimeBatch,
                                maintenance)
                        .run(stop),
                Map.of("replay-rejected", replay, "erase", erase));
        this.exitCode = CompletableFuture.supplyAsync(
                () -> JobLauncher.launch(job, arguments.toArray(String[]::new), Map.of(), print, print));
    }

    /** Starts it on the streams and the shop, quick to notice what is new, with further options or other values. */
    static RunningJob start(ActivityStreams streams, ServingFixture shop, String... more) {
        return start(arguments(streams, shop, more));
    }

    static List<String> arguments(ActivityStreams streams, ServingFixture shop, String... more) {
        List<String> arguments = new ArrayList<>(arguments(streams, shop));
        for (int i = 0; i < more.length; i += 2) {
            int given = arguments.indexOf(more[i]);
            if (given < 0) {
                arguments.addAll(List.of(more[i], more[i + 1]));
            } else {
                arguments.set(given + 1, more[i + 1]);
            }
        }
        return arguments;
    }

    static RunningJob start(List<String> arguments) {
        return start(arguments, RecommendQuery.REAL_TIME_BATCH);
    }

    /** With real-time batches of another length. */
    static RunningJob start(List<String> arguments, Duration realTimeBatch) {
        return new RunningJob(arguments, realTimeBatch, TableMaintenance.Rhythm.DEFAULT);
    }

    /** With another rhythm of maintenance. */
    static RunningJob start(List<String> arguments, TableMaintenance.Rhythm maintenance) {
        return new RunningJob(arguments, RecommendQuery.REAL_TIME_BATCH, maintenance);
    }

    /** Erases a shopper, with further options. */
    static RunningJob erase(ServingFixture shop, String... more) {
        return start(Stream.concat(Stream.of("erase", "--lake", shop.lake()), Stream.of(more))
                .toList());
    }

    static List<String> arguments(ActivityStreams streams, ServingFixture shop) {
        return List.of(
                "--activity-stream",
                ActivityStreams.ACTIVITY,
                "--recommendations-stream",
                ActivityStreams.RECOMMENDATIONS,
                "--region",
                ActivityStreams.REGION,
                "--aws-endpoint",
                streams.endpoint().toString(),
                "--starting-position",
                "TRIM_HORIZON",
                "--lake",
                shop.lake(),
                "--artifacts",
                shop.artifacts(),
                "--checkpoints",
                shop.folder("checkpoints"),
                "--refresh",
                "600ms",
                "--archive-interval",
                "1s",
                // The local service has no limits, and tests have bursts.
                "--archive-share",
                "16m",
                "--deadline",
                "1h");
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
                    .failFast("The job ended", () -> said().contains("stream-recommend: "))
                    .ignoreExceptions()
                    .until(condition::holds);
        } catch (RuntimeException e) {
            throw new AssertionError(said(), e);
        }
    }

    /** A gauge of all jobs that run in this process. */
    static LongStream gauges(String name) {
        return CollectionConverters.asJava(SparkEnv.get().metricsSystem().getSourcesByName("recoflow")).stream()
                .map(source -> source.metricRegistry().getGauges().get(name))
                .mapToLong(gauge -> (Long) Objects.requireNonNull(gauge).getValue());
    }

    /** What it said so far. */
    String said() {
        return said.toString(UTF_8);
    }

    /** Asks it to end, and returns when it has, well. */
    @Override
    public void close() throws Exception {
        assertThat(end()).as(said()).isZero();
    }

    /** Asks it to end, and returns its exit code when it has. */
    int end() throws Exception {
        stop.ask();
        return exitCode();
    }

    /** Waits until it ends by itself. */
    int exitCode() throws Exception {
        return exitCode.get(2, TimeUnit.MINUTES);
    }
}
