package io.recoflow.jobs.recommend;

import io.recoflow.runtime.option.CommonOptions;
import io.recoflow.runtime.option.Option;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.kinesis.KinesisSource;
import java.time.Duration;
import java.util.List;

/** The options of stream-recommend; help, documentation and environment names come from here. */
final class StreamRecommendOptions {

    static final Option<String> ACTIVITY_STREAM = Option.text("activity-stream")
            .label("NAME|ARN")
            .description("The Kinesis stream of what shoppers do.")
            .required();
    static final Option<String> RECOMMENDATIONS_STREAM = Option.text("recommendations-stream")
            .label("NAME|ARN")
            .description(
                    "The Kinesis stream that answers go to. Without it, they go to the lake only, every few seconds.");
    static final Option<String> ACTIVITY_CONSUMER = Option.text("activity-consumer")
            .label("NAME")
            .description(
                    "The enhanced fan-out consumer that the answering query reads the activity with, registered if it"
                            + " is not there; without it the shards are polled.");
    static final Option<String> ARCHIVE_CONSUMER = Option.text("archive-consumer")
            .label("NAME")
            .description("The same for the two storing queries, one on each stream.");
    static final Option<String> ARTIFACTS = CommonOptions.ARTIFACTS
            .also("The one that _latest names is served. It may be empty.")
            .required();
    static final Option<String> LAKE = CommonOptions.LAKE
            .also("popular_products and products are read; recommendations, activity_rejected, activity_counts and"
                    + " activity_erased are written.")
            .required();
    static final Option<String> CHECKPOINTS = Option.text("checkpoints")
            .label("URI")
            .description("The folder of the job's progress. One a job, for as long as the job lives.")
            .required();
    static final Option<Latency> LATENCY = Option.choice("latency", Latency.class)
            .description("One micro-batch after the other, or Spark's real-time mode, which answers sooner and needs a"
                    + " task slot for each shard of its own. With too few of them, micro-batches are used.")
            .defaultValue(Latency.MICRO_BATCH);
    static final Option<Integer> RECOMMEND = Option.integer("recommend", 1, 100)
            .description("Items that are recommended to a shopper.")
            .defaultValue(5);
    static final Option<Integer> SIMILAR = Option.integer("similar", 0, 100)
            .description("Similar items of each product that the shopper looked at or has in the cart.")
            .defaultValue(5);
    static final Option<Duration> DEADLINE = Option.duration("deadline")
            .description("An event that arrived longer ago is answered with what is popular, which costs no time.")
            .defaultValue(Duration.ofSeconds(1));
    static final Option<Duration> EXPIRE_AFTER = Option.duration("expire-after")
            .description(
                    "Nobody waits for an answer that long: an event that arrived longer ago, as after an outage, is"
                            + " stored with what is popular and not published, so that live shoppers come first. Not less than"
                            + " --deadline.")
            .defaultValue(Duration.ofMinutes(1));
    static final Option<Duration> REFRESH = Option.duration("refresh")
            .description("Within this time, a new model, popularity list or rule is served.")
            .defaultValue(Duration.ofMinutes(1));
    static final Option<String> CANARY_VERSION = Option.text("canary-version")
            .label("NAME")
            .description("Another version of the model in --artifacts, published or not, that answers some sessions.");
    static final Option<Double> CANARY_SHARE = Option.share("canary-share")
            .description("The share of the sessions that --canary-version answers.")
            .defaultValue(0.05);
    static final Option<String> BUSINESS_RULES = Option.file("business-rules")
            .description(
                    "The shop's rules of what is recommended, a line each, in any file system. What changes in it is"
                            + " taken up within --refresh.");
    static final Option<Duration> ARCHIVE_INTERVAL = Option.duration("archive-interval")
            .description("Time between two writes to the lake; sooner where much has come.")
            .defaultValue(Duration.ofMinutes(1));
    static final Option<String> ARCHIVE_SHARE = Option.text("archive-share")
            .label("SIZE")
            .description(
                    "Most bytes a second that a storing query reads of a shard, so that a backlog of it leaves the rest"
                            + " of Kinesis' 2 MB a second to the answers.")
            .defaultValue("512k");
    static final Option<Integer> KEEP_DAYS = Option.integer("keep-days", 1, 36_500)
            .description(
                    "How long recommendations and activity_counts keep what arrived; older hours are deleted, every six"
                            + " hours.")
            .defaultValue(400);
    static final Option<Integer> KEEP_REJECTED_DAYS = Option.integer("keep-rejected-days", 1, 36_500)
            .description("The same of activity_rejected: bytes that nobody can read, and whose they are nobody knows.")
            .defaultValue(90);
    static final Option<Duration> KEEP_DELETED_FILES = Option.duration("keep-deleted-files")
            .description(
                    "How long files stay whose rows were deleted, erased or moved by compaction, for those who still"
                            + " read a table as it was. Then VACUUM deletes them, every six hours. An hour at least.")
            .defaultValue(Duration.ofDays(7));
    static final Option<String> STARTING_POSITION = Option.text("starting-position")
            .label("POSITION")
            .description("Where the job begins without checkpoints: LATEST, TRIM_HORIZON, \"AT_TIMESTAMP"
                    + " 2026-11-20T08:00:00Z\", or AFTER_SEQUENCE_NUMBER with JSON of a sequence number by shard id.")
            .defaultValue("LATEST");
    static final Option<KinesisSource> ACTIVITY_FORMAT = Option.choice("activity-format", KinesisSource.class)
            .description("The Spark source that reads the activity: Recoflow's, EMR's or Glue's. Only with Recoflow's"
                    + " does a batch that is repeated hold the same records.")
            .defaultValue(KinesisSource.RECOFLOW);
    static final Option<FailOnDataLoss> FAIL_ON_DATA_LOSS = Option.choice("fail-on-data-loss", FailOnDataLoss.class)
            .description(
                    "Whether the job ends, or parks a query that stores, where records expired before it read them;"
                            + " otherwise it goes on behind them. The platforms' sources keep their own defaults.")
            .defaultValue(FailOnDataLoss.TRUE);
    static final Option<String> REGION = Option.text("region")
            .label("NAME")
            .description("The region of the streams; without it, the one of the SDK's default chain.");
    static final Option<String> AWS_ENDPOINT = Option.text("aws-endpoint")
            .label("URL")
            .description("Where Kinesis answers, if not at the region's own endpoint: a local service.");
    static final Option<String> ROLE_ARN = Option.text("role-arn")
            .label("ARN")
            .description(
                    "A role to assume for both streams, such as one of another account; without it, credentials come"
                            + " from the SDK's default chain.");
    static final Option<String> ROLE_SESSION_NAME =
            Option.text("role-session-name").label("NAME").description("How the role's account names the job's calls.");
    static final Option<String> ROLE_EXTERNAL_ID = Option.text("role-external-id")
            .label("ID")
            .description("What the role's trust policy asks for, so that nobody else can have the job assume it.");
    static final Option<String> REPORT =
            CommonOptions.REPORT.also("It is written when the job has come to rest, or has failed.");

    static final List<Option<?>> ALL = List.of(
            ACTIVITY_STREAM,
            RECOMMENDATIONS_STREAM,
            ACTIVITY_CONSUMER,
            ARCHIVE_CONSUMER,
            ARTIFACTS,
            LAKE,
            CHECKPOINTS,
            LATENCY,
            RECOMMEND,
            SIMILAR,
            DEADLINE,
            EXPIRE_AFTER,
            REFRESH,
            CANARY_VERSION,
            CANARY_SHARE,
            BUSINESS_RULES,
            ARCHIVE_INTERVAL,
            ARCHIVE_SHARE,
            KEEP_DAYS,
            KEEP_REJECTED_DAYS,
            KEEP_DELETED_FILES,
            STARTING_POSITION,
            ACTIVITY_FORMAT,
            FAIL_ON_DATA_LOSS,
            REGION,
            AWS_ENDPOINT,
            ROLE_ARN,
            ROLE_SESSION_NAME,
            ROLE_EXTERNAL_ID,
            REPORT);

    private StreamRecommendOptions() {}
}
