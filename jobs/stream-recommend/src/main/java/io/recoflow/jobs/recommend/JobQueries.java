package io.recoflow.jobs.recommend;

import static io.recoflow.streaming.query.SupervisedQuery.Need.DEFERRABLE;
import static io.recoflow.streaming.query.SupervisedQuery.Need.ESSENTIAL;

import io.recoflow.jobs.recommend.archive.ArchiveQueries;
import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.stream.RecommendFunction;
import io.recoflow.jobs.recommend.stream.RecommendQuery;
import io.recoflow.runtime.report.Console;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.ReadPace;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.broker.StreamRead;
import io.recoflow.streaming.query.CheckpointIdentity;
import io.recoflow.streaming.query.SupervisedQuery;
import io.recoflow.streaming.query.TaskSlots;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** The job's queries: what each reads, how, and what becomes of it. */
final class JobQueries {

    private static final Duration LONGEST_ALONE = Duration.ofSeconds(10);

    private final StreamRecommendConfiguration configuration;
    private final SparkSession session;
    private final CheckpointIdentity identity;
    private final Broker activity;
    private final Broker recommendations;
    private final RecommendFunction answering;
    private final Duration realTimeBatch;
    private final Console console;

    JobQueries(
            StreamRecommendConfiguration configuration,
            SparkSession session,
            CheckpointIdentity identity,
            Broker activity,
            Broker recommendations,
            RecommendFunction answering,
            Duration realTimeBatch,
            Console console) {
        this.configuration = configuration;
        this.session = session;
        this.identity = identity;
        this.activity = activity;
        this.recommendations = recommendations;
        this.answering = answering;
        this.realTimeBatch = realTimeBatch;
        this.console = console;
    }

    /** All that run together; none is started yet. */
    List<SupervisedQuery> all() {
        ArchiveQueries archive = new ArchiveQueries(
                ArchiveTables.in(session, configuration.archive().lake(), console::warn),
                identity.id(),
                configuration.checkpoints(),
                archiveTrigger());
        return configuration
                .streams()
                .recommendations()
                .map(published -> List.of(recommend(published), archive(archive, published), rejected(archive)))
                .orElseGet(() -> List.of(recommendAndArchive(archive)));
    }

    private SupervisedQuery recommend(StreamAddress published) {
        RecommendStarter starter = new RecommendStarter(
                new RecommendQuery(
                        recommendations,
                        published,
                        configuration.checkpoints() + "/" + RecommendQuery.NAME,
                        realTimeBatch),
                activity,
                activity(configuration.reading().activityConsumer(), ReadPace.immediate()),
                answering,
                configuration.latency(),
                new TaskSlots(session.sparkContext()),
                console);
        return query(RecommendQuery.NAME, ESSENTIAL, configuration.streams().activity(), starter);
    }

    /** From the stream's beginning: what is stored already is not stored again. */
    private SupervisedQuery archive(ArchiveQueries archive, StreamAddress published) {
        StreamRead read = new StreamRead(
                published, recommendations.beginning(), configuration.reading().archiveConsumer(), archivePace());
        return query(
                ArchiveQueries.ARCHIVE,
                DEFERRABLE,
                published,
                session -> archive.archive(recommendations.read(session, read)));
    }

    private SupervisedQuery rejected(ArchiveQueries archive) {
        StreamRead read = activity(configuration.reading().archiveConsumer(), archivePace());
        return query(
                ArchiveQueries.REJECTED,
                DEFERRABLE,
                configuration.streams().activity(),
                session -> archive.rejected(activity.read(session, read)));
    }

    /** Where one query does it all, its answers are not to be as late as an archive may be. */
    private SupervisedQuery recommendAndArchive(ArchiveQueries archive) {
        Duration interval = configuration.archive().interval();
        StreamRead read = activity(
                configuration.reading().activityConsumer(),
                ReadPace.collecting(interval.compareTo(LONGEST_ALONE) < 0 ? interval : LONGEST_ALONE));
        return query(
                ArchiveQueries.RECOMMEND_AND_ARCHIVE,
                ESSENTIAL,
                configuration.streams().activity(),
                session -> archive.recommendAndArchive(
                        activity.read(session, read), answering, RecommendFunction.encoder()));
    }

    private StreamRead activity(Optional<String> consumer, ReadPace pace) {
        return new StreamRead(configuration.streams().activity(), identity.startingPosition(), consumer, pace);
    }

    private ReadPace archivePace() {
        return ReadPace.collecting(configuration.archive().interval())
                .atMost(configuration.archive().share());
    }

    /** A source that collects says itself when a batch is due. */
    private Trigger archiveTrigger() {
        long interval = configuration.archive().interval().toMillis();
        return Trigger.ProcessingTime(activity.collects() ? Math.min(1_000, interval) : interval);
    }

    private SupervisedQuery query(
            String name, SupervisedQuery.Need need, StreamAddress stream, SupervisedQuery.Starter starter) {
        return new SupervisedQuery(
                new SupervisedQuery.Role(name, need, SupervisedQuery.State.STATELESS, stream.name()),
                starter,
                List.of(activity, recommendations),
                session,
                console);
    }
}
