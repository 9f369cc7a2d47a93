package io.recoflow.emr.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.activity.ActivitySimulator;
import io.recoflow.local.activity.SimulatedTraffic;
import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.LocalTables;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.platformclient.PlatformClient;
import io.recoflow.local.platformclient.PlatformStatistics;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import io.recoflow.shop.review.ReviewTable;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;

/** One pass through the jobs, each once: from a small shop's database to answers and their rows. */
final class ShopRun {

    static final String CATALOG_TABLE = "shop.ratings_ml_training";

    private static final SampleShop SHOP = new SampleShop(60, 40, 15, 7, LocalDate.of(2026, 11, 20));
    private static final String LAKE = "s3a://" + LocalPlatform.BUCKET + "/lake";
    private static final String ARTIFACTS = "s3a://" + LocalPlatform.BUCKET + "/artifacts";
    private static final String CHECKPOINTS = "s3a://" + LocalPlatform.BUCKET + "/checkpoints";

    private static final String ACTIVITY = "user-activity";
    private static final String RECOMMENDATIONS = "recommendations";
    private static final String REVIEWS = "reviews";
    private static final int REVIEW_IDS = 20;

    /** The stars of each review's second version. */
    static final Map<String, String> NEWEST =
            IntStream.range(0, REVIEW_IDS).boxed().collect(Collectors.toUnmodifiableMap(id -> "R" + id, id -> "2"));

    private static final int SHARDS = 2;
    private static final int EVENTS_PER_SECOND = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final LocalPlatform platform;
    private final Path folder;
    private final List<FinishedJob> jobs = new ArrayList<>();

    /** @param folder for files that are read */
    ShopRun(LocalPlatform platform, Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    /**
     * What the visitors sent and what became of it.
     *
     * @param events distinct events that the stream took
     * @param received of the answers to them
     * @param rows stored in the lake
     */
    record Traffic(long events, PlatformStatistics received, StoredTable.Rows rows) {}

    /** The jobs that have ended, in their order. */
    List<FinishedJob> jobs() {
        return List.copyOf(jobs);
    }

    /** From the database to the vectors: the jobs that end by themselves. */
    void learn() throws SQLException {
        try (Connection connection = platform.source().connect(LocalPlatform.SOURCE_DATABASE)) {
            SHOP.createIn(connection);
        }
        runBatch(
                "training-etl",
                "--source-url",
                platform.source().jdbcUrl(LocalPlatform.SOURCE_DATABASE),
                "--source-secret",
                LocalPlatform.SOURCE_SECRET,
                "--lake",
                LAKE,
                "--catalog-table",
                CATALOG_TABLE,
                "--read-partitions",
                "2");
        runBatch(
                "train-model",
                "--lake",
                LAKE,
                "--artifacts",
                ARTIFACTS,
                "--dimension",
                "8",
                "--max-sweeps",
                "5",
                "--publish",
                "always");
        runBatch(
                "load-embeddings",
                "--artifacts",
                ARTIFACTS,
                "--vector-url",
                platform.vectors().jdbcUrl(),
                "--vector-secret",
                LocalPlatform.VECTOR_SECRET);
    }

    /** The shop is open until the model answers and the lake has all rows; then the streaming job is asked to end. */
    Traffic answer() throws InterruptedException {
        URI kinesis = platform.kinesis().endpoint();
        LocalStreams.create(kinesis, List.of(ACTIVITY, RECOMMENDATIONS), SHARDS);
        try (PlatformClient shop = PlatformClient.open(StreamLocation.local(kinesis, RECOMMENDATIONS));
                SubmittedJob job = streamingJob(kinesis).start();
                ActivitySimulator visitors = ActivitySimulator.start(
                        StreamLocation.local(kinesis, ACTIVITY), SHOP, SimulatedTraffic.of(EVENTS_PER_SECOND))) {
            job.require("the model answered", () -> isAnsweredByTheModel(shop.statistics()), LIMIT);
            visitors.stop();
            Set<String> events = visitors.eventIds();
            job.require("all events were answered", () -> shop.awaitAnswered(events, LOOK), LIMIT);
            StoredTable stored = storedAnswers();
            job.require("all answers were stored", () -> stored.rows().distinctEvents() >= events.size(), LIMIT);
            job.terminate();
            jobs.add(platform.finished("stream-recommend", job.end(LIMIT)));
            return new Traffic(events.size(), shop.statistics(), stored.rows());
        }
    }

    /** Reviews come, some edited, until the table has the newest of each; then the job is asked to end. */
    Map<String, String> review() throws InterruptedException {
        URI kinesis = platform.kinesis().endpoint();
        LocalStreams.create(kinesis, List.of(REVIEWS), SHARDS);
        try (Dynalite dynamoDb = Dynalite.start();
                LocalTables tables = LocalTables.at(dynamoDb.endpoint())) {
            tables.create(REVIEWS, ReviewTable.DESIGN);
            putReviews(kinesis);
            try (SubmittedJob job = platform.job("store-reviews")
                    .sparkOption("--master", "local[4]", "--driver-memory", "2g")
                    .arguments("--reviews-stream", REVIEWS, "--reviews-table", REVIEWS)
                    .arguments("--region", LocalPlatform.REGION, "--aws-endpoint", kinesis.toString())
                    .arguments("--dynamodb-endpoint", dynamoDb.endpoint().toString(), "--archive-interval", "1s")
                    .arguments("--lake", LAKE, "--checkpoints", CHECKPOINTS + "/store-reviews")
                    .start()) {
                job.require(
                        "each review's newest version is an item",
                        () -> stars(tables).equals(NEWEST),
                        LIMIT);
                job.terminate();
                jobs.add(platform.finished("store-reviews", job.end(LIMIT)));
            }
            return stars(tables);
        }
    }

    private static Map<String, String> stars(LocalTables tables) {
        return tables.items(REVIEWS, ReviewTable.KEY).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, item -> Objects.requireNonNull(
                                item.getValue().get("star_rating"))
                        .n()));
    }

    private static void putReviews(URI kinesis) {
        try (KinesisConnection connection = KinesisConnection.open(StreamLocation.local(kinesis, REVIEWS))) {
            for (int stars = 1; stars <= 2; stars++) {
                for (int id = 0; id < REVIEW_IDS; id++) {
                    String key = "R" + id;
                    SdkBytes data = SdkBytes.fromUtf8String("{\"review_id\":\"" + key
                            + "\",\"reviewer_id\":\"C1\",\"product_id\":\"P1\",\"marketplace_id\":\"US\",\"star_rating\":"
                            + stars + ",\"review_date\":\"2021-11-19\"}");
                    connection
                            .client()
                            .putRecord(request -> request.streamName(REVIEWS)
                                    .partitionKey(key)
                                    .data(data))
                            .join();
                }
            }
        }
    }

    static boolean isAnsweredByTheModel(PlatformStatistics received) {
        return received.byServedBy().getOrDefault("model", 0L)
                        + received.byServedBy().getOrDefault("partial", 0L)
                > 0;
    }

    private void runBatch(String name, String... arguments) {
        FinishedJob job = platform.run(name, arguments);
        jobs.add(job);
        assertThat(job.result().exitCode()).as("%s: %s", name, job.log()).isZero();
    }

    private SparkSubmit streamingJob(URI kinesis) {
        return platform.job("stream-recommend")
                .sparkOption("--master", "local[4]", "--driver-memory", "2g")
                .arguments("--activity-stream", ACTIVITY, "--recommendations-stream", RECOMMENDATIONS)
                .arguments("--region", LocalPlatform.REGION, "--aws-endpoint", kinesis.toString())
                .arguments("--starting-position", "TRIM_HORIZON", "--deadline", "1h", "--archive-interval", "1s")
                .arguments("--lake", LAKE, "--artifacts", ARTIFACTS, "--checkpoints", CHECKPOINTS);
    }

    private StoredTable storedAnswers() {
        URI bucket = platform.s3().endpoint().resolve("/" + LocalPlatform.BUCKET);
        return new StoredTable(bucket, "lake/recommendations", folder.resolve("recommendations"));
    }
}
