package io.recoflow.jobs.reviews;

import io.recoflow.dynamodb.Tables;
import io.recoflow.jobs.reviews.monitoring.Monitor;
import io.recoflow.jobs.reviews.monitoring.QueriesDown;
import io.recoflow.jobs.reviews.monitoring.ReviewDetails;
import io.recoflow.jobs.reviews.monitoring.RunCounts;
import io.recoflow.jobs.reviews.store.ReviewQueries;
import io.recoflow.jobs.reviews.store.ReviewTables;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.shop.review.ReviewTable;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.ReadPace;
import io.recoflow.streaming.broker.StreamRead;
import io.recoflow.streaming.query.CheckpointIdentity;
import io.recoflow.streaming.query.GracefulStop;
import io.recoflow.streaming.query.SupervisedQuery;
import io.recoflow.streaming.query.SupervisedQuery.Need;
import io.recoflow.streaming.query.SupervisedQuery.Role;
import io.recoflow.streaming.query.SupervisedQuery.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** One run of the job: starts its queries, watches them, and brings them to rest when it is asked to end. */
final class StoreReviewsRun {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final StoreReviewsConfiguration configuration;
    private final SparkSession session;
    private final JobContext context;
    private final Console console;

    StoreReviewsRun(StoreReviewsConfiguration configuration, SparkSession session, JobContext context) {
        this.configuration = configuration;
        this.session = session;
        this.context = context;
        this.console = context.console();
    }

    /**
     * Runs until it is asked to end.
     *
     * @throws io.recoflow.runtime.failure.JobException where it cannot go on
     */
    void run(GracefulStop stop) throws Exception {
        Configuration hadoop = session.sessionState().newHadoopConf();
        Optional<ReportFile> report = configuration.reportFile(hadoop);
        try (Broker broker = configuration.broker()) {
            if (context.dryRun()) {
                console.out(DryRunPlan.text(configuration, broker));
                return;
            }
            // The monitor looks at them from a thread of its own.
            List<SupervisedQuery> queries = new CopyOnWriteArrayList<>();
            RunCounts counts = new RunCounts();
            try (Monitor monitor = Monitor.start(counts, new QueriesDown(queries), console)) {
                context.record(Clock.systemUTC())
                        .run(
                                report,
                                () -> ReviewDetails.of(counts.total()),
                                () -> store(broker, queries, counts, monitor, stop, hadoop));
            }
        }
    }

    private void store(
            Broker broker,
            List<SupervisedQuery> queries,
            RunCounts counts,
            Monitor monitor,
            GracefulStop stop,
            Configuration hadoop)
            throws Exception {
        try {
            String state = Tables.checked(configuration.table(), ReviewTable.DESIGN);
            CheckpointIdentity identity = CheckpointIdentity.in(
                    configuration.checkpoints(),
                    hadoop,
                    () -> broker.settled(configuration.startingPosition(), configuration.stream()));
            queries.addAll(all(broker, identity, counts));
            queries.forEach(SupervisedQuery::start);
            console.progress("Storing " + configuration.stream() + " from " + identity.startingPosition()
                    + " in the table " + configuration.table().table() + ", " + state + ".");
            while (!stop.isAskedWithin(LOOK)) {
                Instant now = Instant.now();
                queries.forEach(query -> query.check(now));
            }
            console.progress("Ending: the batches that run go on to their end.");
            broker.drain();
            for (SupervisedQuery query : queries) {
                query.rest();
            }
            queries.forEach(query -> query.leftover().ifPresent(console::warn));
            console.out(monitor.summary());
        } finally {
            for (SupervisedQuery query : queries) {
                query.stop();
            }
        }
    }

    private List<SupervisedQuery> all(Broker broker, CheckpointIdentity identity, RunCounts counts) {
        ReviewQueries queries = new ReviewQueries(
                ReviewTables.in(session, configuration.lake()),
                configuration.table(),
                configuration.items(),
                configuration.checkpoints(),
                counts);
        return List.of(
                query(
                        ReviewQueries.STORE,
                        Need.ESSENTIAL,
                        broker,
                        own -> queries.store(
                                broker.read(own, read(identity, configuration.storeInterval())),
                                trigger(broker, configuration.storeInterval()))),
                query(
                        ReviewQueries.ARCHIVE,
                        Need.DEFERRABLE,
                        broker,
                        own -> queries.archive(
                                broker.read(own, read(identity, configuration.archiveInterval())),
                                trigger(broker, configuration.archiveInterval()))));
    }

    private StreamRead read(CheckpointIdentity identity, Duration interval) {
        return new StreamRead(
                configuration.stream(), identity.startingPosition(), Optional.empty(), ReadPace.collecting(interval));
    }

    /** A source that collects says itself when a batch is due. */
    private static Trigger trigger(Broker broker, Duration interval) {
        return Trigger.ProcessingTime(broker.collects() ? Math.min(1_000, interval.toMillis()) : interval.toMillis());
    }

    private SupervisedQuery query(String name, Need need, Broker broker, SupervisedQuery.Starter starter) {
        return new SupervisedQuery(
                new Role(name, need, State.STATELESS, configuration.stream().name()),
                starter,
                List.of(broker),
                session,
                console);
    }
}
