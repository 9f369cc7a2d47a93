package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.archive.AsideEvents;
import io.recoflow.jobs.recommend.archive.TableMaintenance;
import io.recoflow.jobs.recommend.monitoring.Monitor;
import io.recoflow.jobs.recommend.monitoring.ServingDetails;
import io.recoflow.jobs.recommend.monitoring.Unanswered;
import io.recoflow.jobs.recommend.stream.Expiry;
import io.recoflow.jobs.recommend.stream.RecommendFunction;
import io.recoflow.jobs.recommend.stream.RecommendQuery;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.serving.served.CurrentServing;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.query.CheckpointIdentity;
import io.recoflow.streaming.query.GracefulStop;
import io.recoflow.streaming.query.SupervisedQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** One run of the job: starts its queries, watches them, and brings them to rest when it is asked to end. */
final class StreamRecommendRun {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final StreamRecommendConfiguration configuration;
    private final SparkSession session;
    private final JobContext context;
    private final Duration realTimeBatch;
    private final TableMaintenance.Rhythm maintenance;
    private final Console console;

    StreamRecommendRun(StreamRecommendConfiguration configuration, SparkSession session, JobContext context) {
        this(configuration, session, context, RecommendQuery.REAL_TIME_BATCH, TableMaintenance.Rhythm.DEFAULT);
    }

    /**
     * A run of another rhythm.
     *
     * @param realTimeBatch how long the tasks of real-time mode run on
     * @param maintenance when old rows and files are deleted
     */
    StreamRecommendRun(
            StreamRecommendConfiguration configuration,
            SparkSession session,
            JobContext context,
            Duration realTimeBatch,
            TableMaintenance.Rhythm maintenance) {
        this.configuration = configuration;
        this.session = session;
        this.context = context;
        this.realTimeBatch = realTimeBatch;
        this.maintenance = maintenance;
        this.console = context.console();
    }

    /**
     * Runs until it is asked to end.
     *
     * @throws JobException where it cannot go on
     */
    void run(GracefulStop stop) throws Exception {
        Configuration hadoop = session.sessionState().newHadoopConf();
        Optional<ReportFile> report = configuration.reportFile(hadoop);
        // The monitor looks at them from threads of its own.
        List<SupervisedQuery> queries = new CopyOnWriteArrayList<>();
        try (Broker activity = configuration.activityBroker();
                Broker recommendations = configuration.recommendationsBroker();
                CurrentServing serving = CurrentServing.start(configuration.serving(), hadoop, console::warn)) {
            if (context.dryRun()) {
                console.out(DryRunPlan.text(configuration, activity, recommendations, serving.now()));
                return;
            }
            Unanswered unanswered = new Unanswered(activity, configuration.latency(), Instant.now());
            try (Monitor monitor =
                    Monitor.start(session, new Running(() -> serving.now(), queries, unanswered), console)) {
                context.record(Clock.systemUTC())
                        .run(
                                report,
                                () -> ServingDetails.of(monitor.total()),
                                () -> answer(
                                        activity,
                                        recommendations,
                                        serving,
                                        queries,
                                        unanswered,
                                        monitor,
                                        stop,
                                        hadoop));
            }
        }
    }

    private void answer(
            Broker activity,
            Broker recommendations,
            CurrentServing serving,
            List<SupervisedQuery> queries,
            Unanswered unanswered,
            Monitor monitor,
            GracefulStop stop,
            Configuration hadoop)
            throws Exception {
        Optional<Aside> aside = Optional.empty();
        try (TableMaintenance unused = new TableMaintenance(
                        session,
                        ArchiveTables.in(session, configuration.archive().lake(), console::warn),
                        configuration.archive().retention(),
                        Clock.systemUTC(),
                        console::warn)
                .start(maintenance)) {
            CheckpointIdentity identity = CheckpointIdentity.in(
                    configuration.checkpoints(),
                    hadoop,
                    () -> activity.settled(
                            configuration.reading().startingPosition(),
                            configuration.streams().activity()));
            AnsweredUntil answered = AnsweredUntil.in(configuration.checkpoints(), hadoop);
            RecommendFunction all = RecommendFunction.of(
                    configuration.recommender(), serving.settings(), session, hadoop, monitor.statistics());
            RecommendFunction answering =
                    configuration.streams().recommendations().isEmpty()
                            ? all
                            : all.puttingAside(expiry(answered.read()));
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
            unanswered.by(queries.get(0));
            queries.forEach(SupervisedQuery::start);
            aside = Optional.of(Aside.start(
                    new AsideEvents(
                            ArchiveTables.in(session, configuration.archive().lake(), console::warn),
                            session,
                            hadoop,
                            configuration.asideFolder()),
                    all.ofExpired(),
                    configuration.archive().interval(),
                    Optional.of(answered).filter(any -> configuration.latency() == Latency.REAL_TIME),
                    () -> monitor.total().lastArrival(),
                    console));
            console.progress("Answering " + configuration.streams().activity() + " from " + identity.startingPosition()
                    + "." + Running.stateOf(serving.now(), queries));
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
            queries.forEach(query -> query.leftover().ifPresent(console::warn));
            console.out(monitor.summary());
        } finally {
            for (SupervisedQuery query : queries) {
                query.stop();
            }
            if (aside.isPresent()) {
                aside.get().close();
            }
        }
    }

    private Expiry expiry(Instant answeredUntil) {
        return new Expiry(
                configuration.expireAfter(),
                configuration.recommender().deadline(),
                answeredUntil,
                configuration.asideFolder());
    }
}
