package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.archive.RejectedReplay;
import io.recoflow.jobs.recommend.monitoring.Monitor;
import io.recoflow.jobs.recommend.stream.RecommendFunction;
import io.recoflow.jobs.recommend.stream.RecommendQuery;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.report.Console;
import io.recoflow.serving.answer.RecommenderSettings;
import io.recoflow.serving.served.CurrentServing;
import io.recoflow.serving.served.Serving;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.query.CheckpointIdentity;
import io.recoflow.streaming.query.GracefulStop;
import io.recoflow.streaming.query.SupervisedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** One run of the job: starts its queries, watches them, and brings them to rest when it is asked to end. */
final class StreamRecommendRun {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final StreamRecommendConfiguration configuration;
    private final SparkSession session;
    private final JobContext context;
    private final Duration realTimeBatch;
    private final Console console;

    StreamRecommendRun(StreamRecommendConfiguration configuration, SparkSession session, JobContext context) {
        this(configuration, session, context, RecommendQuery.REAL_TIME_BATCH);
    }

    /** @param realTimeBatch how long the tasks of real-time mode run on */
    StreamRecommendRun(
            StreamRecommendConfiguration configuration,
            SparkSession session,
            JobContext context,
            Duration realTimeBatch) {
        this.configuration = configuration;
        this.session = session;
        this.context = context;
        this.realTimeBatch = realTimeBatch;
        this.console = context.console();
    }

    /**
     * Runs until it is asked to end.
     *
     * @throws JobException where it cannot go on
     */
    void run(GracefulStop stop) throws Exception {
        Configuration hadoop = session.sessionState().newHadoopConf();
        try (Broker activity = configuration.activityBroker();
                Broker recommendations = configuration.recommendationsBroker();
                CurrentServing serving = CurrentServing.start(configuration.serving(), hadoop, console::warn)) {
            if (context.dryRun()) {
                console.out(DryRunPlan.text(configuration, activity, recommendations, serving.now()));
                return;
            }
            if (configuration.replayRejected()) {
                replayRejected(recommendations, hadoop);
                return;
            }
            CheckpointIdentity identity = CheckpointIdentity.in(
                    configuration.checkpoints(),
                    hadoop,
                    () -> activity.settled(
                            configuration.reading().startingPosition(),
                            configuration.streams().activity()));
            run(activity, recommendations, serving, identity, stop, hadoop);
        }
    }

    private void run(
            Broker activity,
            Broker recommendations,
            CurrentServing serving,
            CheckpointIdentity identity,
            GracefulStop stop,
            Configuration hadoop)
            throws Exception {
        // The monitor looks at them from threads of its own.
        List<SupervisedQuery> queries = new CopyOnWriteArrayList<>();
        try (Monitor monitor =
                Monitor.start(session, () -> stateOf(serving.now(), queries), () -> parked(queries), console)) {
            RecommendFunction answering = answering(monitor, configuration.recommender(), hadoop);
            queries.addAll(new JobQueries(
                            configuration,
                            session,
                            identity,
                            activity,
                            recommendations,
                            answering,
                            realTimeBatch,
                            console)
                    .all());
            for (SupervisedQuery query : queries) {
                query.start();
            }
            console.progress("Answering " + configuration.streams().activity() + " from " + identity.startingPosition()
                    + "." + stateOf(serving.now(), queries));
            while (!stop.isAskedWithin(LOOK)) {
                Instant now = Instant.now();
                queries.forEach(query -> query.check(now));
            }
            console.progress("Ending: the batches that run go on to their end.");
            activity.drain();
            recommendations.drain();
            for (SupervisedQuery query : queries) {
                query.rest();
            }
            console.out(monitor.summary());
        } finally {
            for (SupervisedQuery query : queries) {
                query.stop();
            }
        }
    }

    private void replayRejected(Broker recommendations, Configuration hadoop) {
        try (Monitor monitor = Monitor.start(session, () -> "", () -> 0L, console)) {
            StreamRecommendConfiguration.Streams streams = configuration.streams();
            RejectedReplay replay = new RejectedReplay(
                    ArchiveTables.in(session, configuration.archive().lake()),
                    streams.activity().name());
            RecommendFunction answering =
                    answering(monitor, configuration.recommender().withoutDeadline(), hadoop);
            RejectedReplay.Outcome outcome =
                    replay.publish(answering, RecommendFunction.encoder(), answers -> streams.recommendations()
                            .ifPresentOrElse(
                                    stream -> recommendations.write(answers, stream), () -> replay.store(answers)));
            console.out(outcome.rejected() + " rejected records were read once more: " + outcome.answered()
                    + " are activity now and were answered, " + (outcome.rejected() - outcome.answered()) + " stay.");
        }
    }

    private RecommendFunction answering(Monitor monitor, RecommenderSettings recommender, Configuration hadoop) {
        Broadcast<SerializableConfiguration> broadcast =
                SerializableConfiguration.broadcast(session.sparkContext(), hadoop);
        return new RecommendFunction(recommender, configuration.serving(), broadcast, monitor.statistics());
    }

    private static long parked(List<SupervisedQuery> queries) {
        return queries.stream().filter(SupervisedQuery::isParked).count();
    }

    private String stateOf(Serving serving, List<SupervisedQuery> queries) {
        return serving.modelVersion().map(version -> " Model " + version + ".").orElse(" No model yet.")
                + queries.stream().map(SupervisedQuery::trouble).collect(Collectors.joining());
    }
}
