package io.recoflow.jobs.reviews;

import io.recoflow.dynamodb.TableSettings;
import io.recoflow.jobs.reviews.review.ReviewItems;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.shop.review.ReviewTable;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.kafka.KafkaAddress;
import io.recoflow.streaming.kafka.KafkaBroker;
import io.recoflow.streaming.kafka.KafkaLocation;
import io.recoflow.streaming.kafka.KafkaOptions;
import io.recoflow.streaming.kinesis.KinesisAddress;
import io.recoflow.streaming.kinesis.KinesisBroker;
import io.recoflow.streaming.kinesis.KinesisLocation;
import io.recoflow.streaming.kinesis.KinesisSource;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What a run was asked to do.
 *
 * @param stream of the reviews
 * @param kinesis where its streams are
 * @param kafka where the stream is a topic of it
 * @param storeInterval between two batches of puts
 * @param archiveInterval between two writes to the lake
 */
record StoreReviewsConfiguration(
        StreamAddress stream,
        KinesisLocation kinesis,
        Optional<KafkaLocation> kafka,
        String startingPosition,
        FailOnDataLoss failOnDataLoss,
        TableSettings table,
        ReviewItems items,
        String lake,
        Duration storeInterval,
        Duration archiveInterval,
        String checkpoints,
        Optional<String> report) {

    /** As long as Kinesis is waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Where it learns secrets of Kafka, the run's redactor learns them, too. */
    static StoreReviewsConfiguration of(JobContext context) {
        Settings settings = context.settings();
        Optional<KafkaLocation> kafka = KafkaOptions.location(settings);
        kafka.ifPresent(cluster -> cluster.secrets().forEach(context.redactor()::add));
        return new StoreReviewsConfiguration(
                stream(settings),
                new KinesisLocation(
                        settings.find(StoreReviewsOptions.REGION),
                        settings.find(StoreReviewsOptions.AWS_ENDPOINT),
                        Optional.empty()),
                kafka,
                settings.get(StoreReviewsOptions.STARTING_POSITION),
                settings.get(StoreReviewsOptions.FAIL_ON_DATA_LOSS),
                new TableSettings(
                        settings.get(StoreReviewsOptions.REVIEWS_TABLE),
                        settings.find(StoreReviewsOptions.REGION).orElse(null),
                        settings.find(StoreReviewsOptions.DYNAMODB_ENDPOINT).orElse(null),
                        ReviewTable.KEY,
                        ReviewTable.ORDER,
                        settings.get(StoreReviewsOptions.PUTS_AT_ONCE),
                        PATIENCE),
                new ReviewItems(settings.find(StoreReviewsOptions.EXPIRE_AFTER).orElse(null)),
                withoutSlash(settings.get(StoreReviewsOptions.LAKE)),
                settings.get(StoreReviewsOptions.STORE_INTERVAL),
                settings.get(StoreReviewsOptions.ARCHIVE_INTERVAL),
                withoutSlash(settings.get(StoreReviewsOptions.CHECKPOINTS)),
                settings.find(StoreReviewsOptions.REPORT));
    }

    static StreamAddress stream(Settings settings) {
        String name = settings.get(StoreReviewsOptions.REVIEWS_STREAM);
        return KafkaOptions.areGiven(settings) ? KafkaAddress.of(name) : KinesisAddress.of(name);
    }

    /** What has the stream. */
    Broker broker() {
        return kafka.<Broker>map(cluster -> new KafkaBroker(cluster, failOnDataLoss))
                .orElseGet(() -> new KinesisBroker(kinesis, KinesisSource.RECOFLOW, failOnDataLoss));
    }

    /**
     * Where the run's report goes, if anywhere.
     *
     * @throws io.recoflow.runtime.failure.JobException where there is no such file system
     */
    Optional<ReportFile> reportFile(Configuration hadoop) {
        return report.map(file -> ReportFile.open(file, hadoop));
    }

    private static String withoutSlash(String uri) {
        return uri.endsWith("/") && uri.length() > 1 ? uri.substring(0, uri.length() - 1) : uri;
    }
}
