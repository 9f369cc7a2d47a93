package io.recoflow.jobs.recommend;

import static io.recoflow.jobs.recommend.SupervisedQuery.Need.DEFERRABLE;
import static io.recoflow.jobs.recommend.SupervisedQuery.Need.ESSENTIAL;

import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.archive.ColdQueries;
import io.recoflow.jobs.recommend.archive.RejectedReplay;
import io.recoflow.jobs.recommend.monitoring.Monitor;
import io.recoflow.jobs.recommend.recommendation.RecommenderSettings;
import io.recoflow.jobs.recommend.serving.CurrentServing;
import io.recoflow.jobs.recommend.serving.Serving;
import io.recoflow.jobs.recommend.stream.Answering;
import io.recoflow.jobs.recommend.stream.HotQuery;
import io.recoflow.jobs.recommend.stream.Latency;
import io.recoflow.jobs.recommend.stream.ReadPace;
import io.recoflow.jobs.recommend.stream.StreamCheck;
import io.recoflow.jobs.recommend.stream.StreamFormat;
import io.recoflow.jobs.recommend.stream.StreamReader;
import io.recoflow.runtime.Console;
import io.recoflow.runtime.ExitCode;
import io.recoflow.runtime.JobContext;
import io.recoflow.runtime.JobException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.util.SerializableConfiguration;

/** One run of the job: starts its queries, watches them, and brings them to rest when it is asked to end. */
final class RecommendRun {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_ALONE = Duration.ofSeconds(10);

    private final StreamRecommendConfiguration configuration;
    private final SparkSession session;
    private final JobContext context;
    private final Console console;

    RecommendRun(StreamRecommendConfiguration configuration, SparkSession session, JobContext context) {
        this.configuration = configuration;
        this.session = session;
        this.context = context;
        this.console = context.console();
    }

    /**
     * Runs until it is asked to end.
     *
     * @throws JobException where it cannot go on
     */
    void run(GracefulStop stop) throws Exception {
        Configuration hadoop = session.sessionState().newHadoopConf();
        try (CurrentServing serving = CurrentServing.start(configuration.serving(), hadoop, console::warn)) {
            if (context.dryRun()) {
                console.out(DryRunPlan.text(configuration, serving.now()));
                return;
            }
            if (configuration.replayRejected()) {
                replayRejected(hadoop);
                return;
            }
            requireSlots();
            JobState state =
                    JobState.in(configuration.checkpoints(), hadoop, configuration.startingPosition(), Instant.now());
            run(serving, state, stop, hadoop);
        }
    }

    private void run(CurrentServing serving, JobState state, GracefulStop stop, Configuration hadoop) throws Exception {
        // The monitor looks at them from threads of its own.
        List<SupervisedQuery> queries = new CopyOnWriteArrayList<>();
        try (Monitor monitor =
                Monitor.start(session, () -> stateOf(serving.now(), queries), () -> parked(queries), console)) {
            queries.addAll(queries(
                    state,
                    new StreamReader(session, configuration.kinesis(), configuration.failOnDataLoss(), stop.signal()),
                    answering(monitor, configuration.recommender(), hadoop)));
            for (SupervisedQuery query : queries) {
                query.start();
            }
            console.progress("Answering " + configuration.activityStream() + " from " + state.startingPosition() + "."
                    + stateOf(serving.now(), queries));
            while (!stop.isAskedWithin(LOOK)) {
                Instant now = Instant.now();
                queries.forEach(query -> query.check(now));
            }
            console.progress("Ending: the batches that run go on to their end.");
            queries.forEach(SupervisedQuery::rest);
            console.out(monitor.summary());
        } finally {
            for (SupervisedQuery query : queries) {
                query.stop();
            }
        }
    }

    private void replayRejected(Configuration hadoop) {
        try (Monitor monitor = Monitor.start(session, () -> "", () -> 0L, console)) {
            RejectedReplay replay =
                    new RejectedReplay(ArchiveTables.in(session, configuration.lake()), configuration.activityStream());
            Answering answering = answering(monitor, configuration.recommender().withoutDeadline(), hadoop);
            RejectedReplay.Outcome outcome = replay.publish(answering, Answering.encoder(), answers -> configuration
                    .recommendationsStream()
                    .ifPresentOrElse(
                            stream -> HotQuery.publish(answers, configuration.kinesis(), stream),
                            () -> replay.store(answers)));
            console.out(outcome.rejected() + " rejected records were read once more: " + outcome.answered()
                    + " are activity now and were answered, " + (outcome.rejected() - outcome.answered()) + " stay.");
        }
    }

    private List<SupervisedQuery> queries(JobState state, StreamReader reader, Answering answering) {
        ColdQueries cold = new ColdQueries(
                ArchiveTables.in(session, configuration.lake()),
                state.id(),
                configuration.checkpoints(),
                coldTrigger());
        ReadPace pace = ReadPace.cold(configuration.archiveInterval());
        return configuration
                .recommendationsStream()
                .map(published -> List.of(
                        query(
                                role(HotQuery.NAME, ESSENTIAL, configuration.activityStream()),
                                () -> hot(activity(reader, state, ReadPace.hot()), answering, published)),
                        // From its beginning: what is stored already is not stored again.
                        query(
                                role(ColdQueries.ARCHIVE, DEFERRABLE, published),
                                () -> cold.archive(
                                        reader.open(published, StreamFormat.RECOFLOW, "TRIM_HORIZON", pace))),
                        query(
                                role(ColdQueries.DEAD_LETTERS, DEFERRABLE, configuration.activityStream()),
                                () -> cold.deadLetters(activity(reader, state, pace)))))
                .orElseGet(() -> List.of(query(
                        role(ColdQueries.RECOMMEND_AND_ARCHIVE, ESSENTIAL, configuration.activityStream()),
                        () -> cold.recommendAndArchive(
                                activity(reader, state, alone()), answering, Answering.encoder()))));
    }

    private StreamingQuery hot(Dataset<Row> activity, Answering answering, String published) throws TimeoutException {
        return HotQuery.start(
                activity,
                answering,
                configuration.kinesis(),
                published,
                configuration.latency(),
                configuration.checkpoints() + "/" + HotQuery.NAME);
    }

    private Dataset<Row> activity(StreamReader reader, JobState state, ReadPace pace) {
        return reader.open(
                configuration.activityStream(), configuration.activityFormat(), state.startingPosition(), pace);
    }

    /** Where one query does it all, its answers are not to be as late as an archive may be. */
    private ReadPace alone() {
        Duration interval = configuration.archiveInterval();
        return ReadPace.cold(interval.compareTo(LONGEST_ALONE) < 0 ? interval : LONGEST_ALONE);
    }

    /** Our own source says itself when a batch is due. */
    private Trigger coldTrigger() {
        return Trigger.ProcessingTime(
                configuration.activityFormat() == StreamFormat.RECOFLOW
                        ? Math.min(1_000, configuration.archiveInterval().toMillis())
                        : configuration.archiveInterval().toMillis());
    }

    /** Each query has a pool of the scheduler to itself, so that what is stored cannot hold up what is answered. */
    private SupervisedQuery query(SupervisedQuery.Role role, SupervisedQuery.Starter starter) {
        return new SupervisedQuery(
                role,
                () -> {
                    session.sparkContext().setLocalProperty("spark.scheduler.pool", role.name());
                    return starter.start();
                },
                console);
    }

    private SupervisedQuery.Role role(String name, SupervisedQuery.Need need, String stream) {
        return new SupervisedQuery.Role(name, need, stream, longestRest(name));
    }

    /** A real-time batch ends when its time is over and no sooner, and holds nothing that is not answered. */
    private Duration longestRest(String query) {
        return query.equals(HotQuery.NAME) && configuration.latency() == Latency.REAL_TIME
                ? Duration.ZERO
                : GracefulStop.LIMIT;
    }

    private Answering answering(Monitor monitor, RecommenderSettings recommender, Configuration hadoop) {
        Broadcast<SerializableConfiguration> broadcast =
                SerializableConfiguration.broadcast(session.sparkContext(), hadoop);
        return new Answering(
                recommender,
                configuration.serving(),
                broadcast,
                monitor.figures(),
                configuration.latency() == Latency.REAL_TIME ? 1 : HotQuery.SCORED_TOGETHER);
    }

    /**
     * Real-time tasks never give their slots back, and the archive needs one as well. A cluster's slots are not known
     * yet: its executors come one after the other.
     */
    private void requireSlots() {
        if (configuration.latency() != Latency.REAL_TIME
                || !session.sparkContext().isLocal()) {
            return;
        }
        int slots = session.sparkContext().defaultParallelism();
        long shards = StreamCheck.openShards(configuration.kinesis(), configuration.activityStream());
        if (slots <= shards) {
            throw new JobException(
                    ExitCode.USAGE,
                    "Cannot run with --latency real-time",
                    configuration.activityStream() + " has " + shards + " open shards, each of which takes a task slot"
                            + " for good, and Spark has " + slots + " in all",
                    "Give Spark more, --master 'local[" + (shards + 2) + "]', or use --latency micro-batch");
        }
    }

    private static long parked(List<SupervisedQuery> queries) {
        return queries.stream().filter(SupervisedQuery::isParked).count();
    }

    private String stateOf(Serving serving, List<SupervisedQuery> queries) {
        return serving.modelVersion().map(version -> " Model " + version + ".").orElse(" No model yet.")
                + queries.stream().map(SupervisedQuery::trouble).collect(Collectors.joining());
    }
}
