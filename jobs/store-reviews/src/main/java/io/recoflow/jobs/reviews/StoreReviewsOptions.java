package io.recoflow.jobs.reviews;

import io.recoflow.runtime.option.CommonOptions;
import io.recoflow.runtime.option.Option;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.kafka.KafkaOptions;
import java.time.Duration;
import java.util.List;

/** The options of store-reviews; help, documentation and environment names come from here. */
final class StoreReviewsOptions {

    static final Option<String> REVIEWS_STREAM = Option.text("reviews-stream")
            .label("NAME|ARN")
            .description("The Kinesis stream of the reviews; with --kafka-servers the topic's name.")
            .defaultValue("amazon-review-ingestion-stream");
    static final Option<String> REVIEWS_TABLE = Option.text("reviews-table")
            .label("NAME|ARN")
            .description("The table of DynamoDB that has the newest version of each review, by its review_id.")
            .defaultValue("amazon-reviews-raw");
    static final Option<String> LAKE =
            CommonOptions.LAKE.also("reviews and reviews_rejected are written.").required();
    static final Option<String> CHECKPOINTS = Option.text("checkpoints")
            .label("URI")
            .description("The folder of the job's progress. One a job, for as long as the job lives.")
            .required();
    static final Option<Integer> PUTS_AT_ONCE = Option.integer("puts-at-once", 1, 1_000)
            .description("Most puts into the table at a time, of each executor; fewer where the table takes less.")
            .defaultValue(64);
    static final Option<Duration> STORE_INTERVAL = Option.duration("store-interval")
            .description("Time between two batches of puts; sooner where much has come.")
            .defaultValue(Duration.ofSeconds(1));
    static final Option<Duration> ARCHIVE_INTERVAL = Option.duration("archive-interval")
            .description("Time between two writes to the lake; sooner where much has come.")
            .defaultValue(Duration.ofMinutes(1));
    static final Option<Duration> EXPIRE_AFTER = Option.duration("expire-after")
            .description(
                    "How long after its arrival an item may be deleted by DynamoDB, where the table has expires_at as"
                            + " its attribute of time to live. Without it, items stay.");
    static final Option<String> STARTING_POSITION = Option.text("starting-position")
            .label("POSITION")
            .description("Where the job begins without checkpoints: LATEST, TRIM_HORIZON, \"AT_TIMESTAMP"
                    + " 2026-11-20T08:00:00Z\", or AFTER_SEQUENCE_NUMBER with JSON of a sequence number by shard id"
                    + " (of Kafka, an offset by partition; earliest and latest mean the first two as well).")
            .defaultValue("TRIM_HORIZON");
    static final Option<FailOnDataLoss> FAIL_ON_DATA_LOSS = Option.choice("fail-on-data-loss", FailOnDataLoss.class)
            .description(
                    "Whether the job ends, or parks the query that writes to the lake, where records expired before"
                            + " it read them; otherwise it goes on behind them.")
            .defaultValue(FailOnDataLoss.TRUE);
    static final Option<String> REGION = Option.text("region")
            .label("NAME")
            .description(
                    "The region of the Kinesis stream and the table; without it, the one of the SDK's default chain.");
    static final Option<String> AWS_ENDPOINT = Option.text("aws-endpoint")
            .label("URL")
            .description("Where Kinesis answers, if not at the region's own endpoint: a local service.");
    static final Option<String> DYNAMODB_ENDPOINT = Option.text("dynamodb-endpoint")
            .label("URL")
            .description("Where DynamoDB answers, if not at the region's own endpoint: a local service.");
    static final Option<String> REPORT =
            CommonOptions.REPORT.also("It is written when the job has come to rest, or has failed.");

    static final List<Option<?>> ALL = List.of(
            REVIEWS_STREAM,
            REVIEWS_TABLE,
            LAKE,
            CHECKPOINTS,
            PUTS_AT_ONCE,
            STORE_INTERVAL,
            ARCHIVE_INTERVAL,
            EXPIRE_AFTER,
            STARTING_POSITION,
            FAIL_ON_DATA_LOSS,
            REGION,
            AWS_ENDPOINT,
            KafkaOptions.SERVERS,
            KafkaOptions.PROPERTIES,
            DYNAMODB_ENDPOINT,
            REPORT);

    private StoreReviewsOptions() {}
}
