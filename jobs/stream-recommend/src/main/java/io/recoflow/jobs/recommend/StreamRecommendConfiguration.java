package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.archive.TableMaintenance;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.serving.answer.RecommenderSettings;
import io.recoflow.serving.served.Canary;
import io.recoflow.serving.served.ServingSettings;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.kinesis.AssumedRole;
import io.recoflow.streaming.kinesis.KinesisAddress;
import io.recoflow.streaming.kinesis.KinesisBroker;
import io.recoflow.streaming.kinesis.KinesisLocation;
import io.recoflow.streaming.kinesis.KinesisSource;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** What a run was asked to do. */
record StreamRecommendConfiguration(
        Streams streams,
        Reading reading,
        Latency latency,
        Duration expireAfter,
        RecommenderSettings recommender,
        ServingSettings serving,
        Archive archive,
        String checkpoints,
        Optional<String> report) {

    /** The streams, and where they are. */
    record Streams(StreamAddress activity, Optional<StreamAddress> recommendations, KinesisLocation location) {}

    /**
     * How the streams are read.
     *
     * @param source of the activity
     * @param activityConsumer of enhanced fan-out, for the query that answers; empty where it polls
     * @param archiveConsumer the same for those that only store
     */
    record Reading(
            KinesisSource source,
            String startingPosition,
            Optional<String> activityConsumer,
            Optional<String> archiveConsumer,
            FailOnDataLoss failOnDataLoss) {}

    /**
     * Where all is stored.
     *
     * @param interval between two writes
     * @param share most bytes that are polled of a shard in a second, as Spark writes sizes
     * @param retention for how long it is kept
     */
    record Archive(String lake, Duration interval, String share, TableMaintenance.Retention retention) {}

    static StreamRecommendConfiguration of(Settings settings) {
        int similar = settings.get(StreamRecommendOptions.SIMILAR);
        String lake = withoutSlash(settings.get(StreamRecommendOptions.LAKE));
        return new StreamRecommendConfiguration(
                new Streams(
                        activityStream(settings),
                        recommendationsStream(settings),
                        new KinesisLocation(
                                settings.find(StreamRecommendOptions.REGION),
                                settings.find(StreamRecommendOptions.AWS_ENDPOINT),
                                role(settings))),
                new Reading(
                        settings.get(StreamRecommendOptions.ACTIVITY_FORMAT),
                        settings.get(StreamRecommendOptions.STARTING_POSITION),
                        settings.find(StreamRecommendOptions.ACTIVITY_CONSUMER),
                        settings.find(StreamRecommendOptions.ARCHIVE_CONSUMER),
                        settings.get(StreamRecommendOptions.FAIL_ON_DATA_LOSS)),
                settings.get(StreamRecommendOptions.LATENCY),
                longer(
                        settings.get(StreamRecommendOptions.EXPIRE_AFTER),
                        settings.get(StreamRecommendOptions.DEADLINE)),
                new RecommenderSettings(
                        settings.get(StreamRecommendOptions.RECOMMEND),
                        similar,
                        settings.get(StreamRecommendOptions.DEADLINE)),
                new ServingSettings(
                                settings.get(StreamRecommendOptions.ARTIFACTS),
                                lake,
                                settings.get(StreamRecommendOptions.REFRESH),
                                similar)
                        .withCanary(settings.find(StreamRecommendOptions.CANARY_VERSION)
                                .map(version -> new Canary(version, settings.get(StreamRecommendOptions.CANARY_SHARE)))
                                .orElse(null))
                        .withBusinessRules(settings.find(StreamRecommendOptions.BUSINESS_RULES)
                                .orElse(null)),
                new Archive(
                        lake,
                        settings.get(StreamRecommendOptions.ARCHIVE_INTERVAL),
                        settings.get(StreamRecommendOptions.ARCHIVE_SHARE),
                        new TableMaintenance.Retention(
                                Duration.ofDays(settings.get(StreamRecommendOptions.KEEP_DAYS)),
                                Duration.ofDays(settings.get(StreamRecommendOptions.KEEP_REJECTED_DAYS)),
                                settings.get(StreamRecommendOptions.KEEP_DELETED_FILES))),
                withoutSlash(settings.get(StreamRecommendOptions.CHECKPOINTS)),
                settings.find(StreamRecommendOptions.REPORT));
    }

    static StreamAddress activityStream(Settings settings) {
        return KinesisAddress.of(settings.get(StreamRecommendOptions.ACTIVITY_STREAM));
    }

    static Optional<StreamAddress> recommendationsStream(Settings settings) {
        return settings.find(StreamRecommendOptions.RECOMMENDATIONS_STREAM).map(KinesisAddress::of);
    }

    /** What reads the activity. */
    Broker activityBroker() {
        return new KinesisBroker(streams.location(), reading.source(), reading.failOnDataLoss());
    }

    /**
     * Where the run's report goes, if anywhere.
     *
     * @throws io.recoflow.runtime.failure.JobException where there is no such file system
     */
    Optional<ReportFile> reportFile(Configuration hadoop) {
        return report.map(file -> ReportFile.open(file, hadoop));
    }

    /** What has the recommendations. */
    Broker recommendationsBroker() {
        return new KinesisBroker(streams.location(), KinesisSource.RECOFLOW, reading.failOnDataLoss());
    }

    private static Optional<AssumedRole> role(Settings settings) {
        return settings.find(StreamRecommendOptions.ROLE_ARN)
                .map(arn -> new AssumedRole(
                        arn,
                        settings.find(StreamRecommendOptions.ROLE_SESSION_NAME),
                        settings.find(StreamRecommendOptions.ROLE_EXTERNAL_ID)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Where events are put aside that nobody waits for any more. */
    String asideFolder() {
        return checkpoints + "/aside";
    }

    static String withoutSlash(String uri) {
        return uri.endsWith("/") && uri.length() > 1 ? uri.substring(0, uri.length() - 1) : uri;
    }
}
