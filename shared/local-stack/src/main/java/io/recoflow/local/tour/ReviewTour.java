package io.recoflow.local.tour;

import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.LocalTables;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.runtime.report.Table;
import io.recoflow.shop.review.ReviewTable;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reviews of a product come over Kinesis and are found in DynamoDB, an edited one in place of the first. */
final class ReviewTour {

    private static final String STREAM = "amazon-review-ingestion-stream";
    private static final String TABLE = "amazon-reviews-raw";
    private static final int SHARDS = 2;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration FIND_LIMIT = Duration.ofMinutes(1);
    private static final String FIRST_REJECTED = "lake/reviews_rejected/_delta_log/00000000000000000000.json";
    private static final List<String> TEXTS = List.of("As shown.", "The paint came off.", "My father loves it.");

    private final Map<String, String> productNames;
    private final PrintStream out;

    ReviewTour(Map<String, String> productNames, PrintStream out) {
        this.productNames = productNames;
        this.out = out;
    }

    /**
     * @param submit the job's jar, without arguments
     * @param directory holds the lake, and then the job's checkpoints
     * @throws DemoException when a review is not found, or the job fails
     */
    void show(SparkSubmit submit, Path directory) throws SQLException, InterruptedException {
        try (Kinesalite kinesis = Kinesalite.start();
                Dynalite dynamoDb = Dynalite.start();
                LocalTables tables = LocalTables.at(dynamoDb.endpoint())) {
            LocalStreams.create(kinesis.endpoint(), List.of(STREAM), SHARDS);
            tables.create(TABLE, ReviewTable.DESIGN);
            out.println("Kinesis at " + kinesis.endpoint() + ": " + STREAM + ", " + SHARDS + " shards; DynamoDB at "
                    + dynamoDb.endpoint() + ": " + TABLE);
            SparkSubmit complete = complete(submit, kinesis.endpoint(), dynamoDb.endpoint(), directory);
            out.println(String.join(" ", complete.command()));
            out.println();
            out.flush();
            try (StreamJob job = StreamJob.start("store-reviews", complete);
                    KinesisConnection connection =
                            KinesisConnection.open(StreamLocation.local(kinesis.endpoint(), STREAM))) {
                show(connection, tables, job, directory.resolve(FIRST_REJECTED));
            }
        } catch (IllegalStateException e) {
            throw new DemoException(String.valueOf(e.getMessage()));
        }
    }

    private void show(KinesisConnection kinesis, LocalTables tables, StreamJob job, Path rejected)
            throws SQLException, InterruptedException {
        String product = productNames.keySet().stream().sorted().findFirst().orElseThrow();
        for (int i = 0; i < TEXTS.size(); i++) {
            put(kinesis, "R" + i, review("R" + i, product, 3 + i % 3, TEXTS.get(i), "2021-11-1" + i));
        }
        put(kinesis, "broken", "{\"review_id\": \"broken\"");
        await(job, START_LIMIT, () -> found(tables, product).size() == TEXTS.size() && Files.exists(rejected));
        long begun = System.nanoTime();
        put(kinesis, "R1", review("R1", product, 5, "They sent another: fine.", "2021-11-11"));
        await(job, FIND_LIMIT, () -> found(tables, product).stream()
                .anyMatch(item -> text(item, "review_text").startsWith("They sent another")));
        long millis = (System.nanoTime() - begun) / 1_000_000;
        job.end();
        out.println();
        out.println("The reviews of " + product + " " + productNames.get(product) + ", by the index "
                + ReviewTable.BY_PRODUCT + ":");
        Table shown = Table.columns("review", "date", "stars", "text", "arrived");
        found(tables, product)
                .forEach(item -> shown.row(
                        text(item, ReviewTable.KEY),
                        text(item, ReviewTable.DATE).substring(0, 10),
                        item.getOrDefault("star_rating", AttributeValue.fromN("0"))
                                .n(),
                        text(item, "review_text"),
                        text(item, "ingestion_timestamp")));
        out.println(shown.text());
        out.println("The edited one was found " + millis
                + " ms after it was put; the broken record is in reviews_rejected.");
    }

    /** Whether what was sent is found. */
    @FunctionalInterface
    private interface Found {
        boolean isThere();
    }

    private static void await(StreamJob job, Duration limit, Found found) throws SQLException, InterruptedException {
        boolean there = job.await(
                time -> {
                    if (found.isThere()) {
                        return true;
                    }
                    job.pause(Duration.ofMillis(50));
                    return false;
                },
                limit);
        if (!there) {
            throw new DemoException("what was sent was not found within " + limit.toSeconds() + " s");
        }
    }

    private static List<Map<String, AttributeValue>> found(LocalTables tables, String product) {
        return tables.client()
                .query(request -> request.tableName(TABLE)
                        .indexName(ReviewTable.BY_PRODUCT)
                        .keyConditionExpression("#product = :product")
                        .expressionAttributeNames(Map.of("#product", ReviewTable.PRODUCT))
                        .expressionAttributeValues(Map.of(":product", AttributeValue.fromS(product))))
                .join()
                .items();
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return item.getOrDefault(attribute, AttributeValue.fromS("")).s();
    }

    private static void put(KinesisConnection kinesis, String key, String data) {
        kinesis.client()
                .putRecord(
                        request -> request.streamName(STREAM).partitionKey(key).data(SdkBytes.fromUtf8String(data)))
                .join();
    }

    private static String review(String id, String product, int stars, String text, String date) {
        return "{\"review_id\": \"" + id + "\", \"reviewer_id\": \"C103\", \"product_id\": \"" + product
                + "\", \"marketplace_id\": \"FR\", \"star_rating\": " + stars + ", \"review_text\": \"" + text
                + "\", \"review_date\": \"" + date + "\", \"verified_purchase\": true}";
    }

    private static SparkSubmit complete(SparkSubmit submit, URI kinesis, URI dynamoDb, Path directory) {
        return submit.sparkOption("--master", "local[4]")
                .environment("AWS_ACCESS_KEY_ID", KinesisConnection.LOCAL_ACCESS_KEY)
                .environment("AWS_SECRET_ACCESS_KEY", KinesisConnection.LOCAL_SECRET_KEY)
                .environment("CBOR_ENABLED", "false")
                .arguments("--region", KinesisConnection.LOCAL_REGION.id())
                .arguments("--aws-endpoint", kinesis.toString())
                .arguments("--dynamodb-endpoint", dynamoDb.toString())
                .arguments("--store-interval", "200ms", "--archive-interval", "5s")
                .arguments("--lake", "file://" + directory.resolve("lake"))
                .arguments("--checkpoints", "file://" + directory.resolve("checkpoints-of-reviews"));
    }
}
