package io.recoflow.jobs.reviews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.jobs.reviews.ReviewServices.Sent;
import io.recoflow.jobs.reviews.store.ReviewTables;
import io.recoflow.lake.hourly.BatchId;
import io.recoflow.runtime.declaration.ItemTable;
import io.recoflow.shop.TableColumn;
import io.recoflow.shop.review.RejectedReview;
import io.recoflow.shop.review.ReviewTable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class StoreReviewsTest {

    private static final ReviewServices SERVICES = ReviewServices.withKinesis();

    private final Path folder;
    private final String lake;
    private final ReviewTables tables;
    private final String name = SERVICES.create();

    StoreReviewsTest(@TempDir Path folder) {
        this.folder = folder;
        this.lake = folder.resolve("lake").toUri().toString();
        this.tables = ReviewTables.in(TestSession.session(), lake);
    }

    @AfterAll
    static void stop() {
        SERVICES.close();
    }

    @Test
    void theNewestVersionIsKeptEveryVersionIsInTheLakeAndAReplayChangesNothing() throws Exception {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(Sent.of("k" + i, review("R" + i, 1 + i % 5, "first")));
        }
        for (int i = 0; i < 20; i++) {
            sent.add(Sent.of("k" + i, review("R" + i, 5, "edited")));
            sent.add(Sent.of("k" + i, "no review " + i));
        }
        sent.add(Sent.of("large", review("R-large", 3, "x".repeat(450_000))));
        SERVICES.put(name, sent);
        try (RunningJob job = RunningJob.start(withReport("checkpoints", "report.json"))) {
            job.await(() -> SERVICES.items(name).size() == 60 && archived() == 80 && rejected() == 21);
            // Later than all of the first batch, and in another shard perhaps.
            SERVICES.put(name, List.of(Sent.of("another key", review("R59", 2, "edited later"))));
            job.await(() -> text("R59").equals("edited later") && archived() == 81);
        }
        assertThat(SERVICES.items(name)).hasSize(60);
        assertThat(text("R0")).isEqualTo("edited");
        assertThat(text("R58")).isEqualTo("first");
        assertThat(tables.rejected().read().groupBy("reason").count().collectAsList())
                .containsExactlyInAnyOrder(RowFactory.create("not_json", 20L), RowFactory.create("item_too_large", 1L));
        assertThat(tables.rejected()
                        .read()
                        .where("reason = 'item_too_large'")
                        .head()
                        .<String>getAs("message"))
                .matches("The item of review R-large has 450\\d{3} bytes, and DynamoDB keeps 409600");
        balanced("report.json", 102);

        Map<String, Map<String, AttributeValue>> before = SERVICES.items(name);
        try (RunningJob job = RunningJob.start(withReport("other-checkpoints", "replay.json"))) {
            job.await(() -> job.said().contains("Storing"));
            SERVICES.put(name, List.of(Sent.of("k", review("R-last", 1, "the replay is over"))));
            job.await(() -> SERVICES.items(name).containsKey("R-last") && archived() == 82);
        }
        balanced("replay.json", 103);
        Map<String, Map<String, AttributeValue>> after = SERVICES.items(name);
        after.remove("R-last");
        assertThat(after).isEqualTo(before);
        assertThat(rejected()).isEqualTo(21);
        assertThat(archived()).isEqualTo(82);
    }

    @Test
    void anItemHasTheReviewsFieldsItsArrivalAndWhenItExpires() throws Exception {
        Instant before = Instant.now().minusSeconds(5);
        SERVICES.put(name, List.of(Sent.of("k", review("R1", 4, "text"))));
        List<String> arguments = new ArrayList<>(arguments("checkpoints"));
        arguments.addAll(List.of("--expire-after", "10d"));
        try (RunningJob job = RunningJob.start(arguments)) {
            job.await(() -> SERVICES.items(name).size() == 1);
        }
        Map<String, AttributeValue> item =
                Objects.requireNonNull(SERVICES.items(name).get("R1"));

        assertThat(item)
                .containsEntry("review_id", AttributeValue.fromS("R1"))
                .containsEntry("reviewer_id", AttributeValue.fromS("C478"))
                .containsEntry("product_id", AttributeValue.fromS("S18_1342"))
                .containsEntry("star_rating", AttributeValue.fromN("4"))
                .containsEntry("review_date", AttributeValue.fromS("2021-11-19T10:00:00.000000Z"))
                .containsEntry("verified_purchase", AttributeValue.fromBool(true))
                .containsEntry("other_fields", AttributeValue.fromM(Map.of("vine", AttributeValue.fromS("N"))))
                .doesNotContainKey("helpful_votes");
        Instant arrived = Instant.parse(attribute(item, "ingestion_timestamp").s());
        assertThat(arrived).isAfter(before).isBefore(Instant.now().plusSeconds(5));
        assertThat(Long.parseLong(attribute(item, "expires_at").n()))
                .isEqualTo(arrived.plus(Duration.ofDays(10)).getEpochSecond());
        assertThat(SERVICES.tables()
                        .client()
                        .query(request -> request.tableName(name)
                                .indexName(ReviewTable.BY_PRODUCT)
                                .keyConditionExpression("product_id = :product AND review_date > :day")
                                .expressionAttributeValues(Map.of(
                                        ":product", AttributeValue.fromS("S18_1342"),
                                        ":day", AttributeValue.fromS("2021-11-19"))))
                        .join()
                        .items())
                .containsExactly(item);
    }

    @Test
    void whatWasRejectedAndIsAReviewNowIsStoredByCommand() throws Exception {
        tables.rejected().append(rejectedRows(), new BatchId("an earlier release", 0));
        List<String> arguments = new ArrayList<>(List.of("replay-rejected"));
        arguments.addAll(withReport("checkpoints", "report.json"));
        RunningJob replay = RunningJob.start(arguments);

        assertThat(replay.exitCode()).as(replay.said()).isZero();
        assertThat(replay.said())
                .contains(
                        "3 rejected records were read once more: 2 are reviews now (1 stored, 1 superseded), 1 stay.");
        assertThat(text("R1")).isEqualTo("newer");
        assertThat(archived()).isEqualTo(2);
        assertThat(tables.rejected().read().select("sequence_number").collectAsList())
                .containsExactly(RowFactory.create("3"));
        balanced("report.json", 3);

        RunningJob again = RunningJob.start(arguments);
        assertThat(again.exitCode()).as(again.said()).isZero();
        assertThat(again.said()).contains("1 rejected records were read once more: 0 are reviews now");
        assertThat(archived()).isEqualTo(2);
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndWritesNothing() throws Exception {
        List<String> arguments = new ArrayList<>(arguments("checkpoints"));
        arguments.add("--dry-run");
        RunningJob job = RunningJob.start(arguments);

        assertThat(job.exitCode()).as(job.said()).isZero();
        assertThat(job.said()).contains("2 open shards", "active, capacity on demand");
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void aTableThatIsNotThereOrHasAnotherKeyEndsTheJobWithOneLine() throws Exception {
        List<String> gone = new ArrayList<>(arguments("checkpoints"));
        gone.set(3, "no-such-table");
        RunningJob without = RunningJob.start(gone);
        assertThat(without.exitCode()).as(without.said()).isEqualTo(3);
        assertThat(without.said()).contains("store-reviews: Cannot use the table no-such-table");

        SERVICES.tables()
                .create(
                        name + "-other",
                        new ItemTable("Other", "id", List.of(new ItemTable.Index("by-a-and-b", "a", "b")), "e"));
        gone.set(3, name + "-other");
        RunningJob other = RunningJob.start(gone);
        assertThat(other.exitCode()).as(other.said()).isEqualTo(4);
        assertThat(other.said()).contains("its key is [id], and must be review_id alone");
    }

    private void balanced(String report, long in) throws Exception {
        JsonNode told = new JsonMapper().readTree(folder.resolve(report).toFile());
        assertThat(told.path("in").asLong()).isEqualTo(in);
        assertThat(told.path("stored").asLong()
                        + told.path("superseded").asLong()
                        + told.path("rejected").asLong())
                .as(told.toString())
                .isEqualTo(in);
    }

    private List<String> withReport(String checkpoints, String report) {
        List<String> arguments = new ArrayList<>(arguments(checkpoints));
        arguments.addAll(List.of("--report", folder.resolve(report).toUri().toString()));
        return arguments;
    }

    private List<String> arguments(String checkpoints) {
        return SERVICES.arguments(
                name, lake, folder.resolve(checkpoints).toUri().toString());
    }

    private String text(String review) {
        return attribute(Objects.requireNonNull(SERVICES.items(name).get(review)), "review_text")
                .s();
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private long archived() {
        return tables.reviews().exists() ? tables.reviews().read().count() : 0;
    }

    private long rejected() {
        return tables.rejected().exists() ? tables.rejected().read().count() : 0;
    }

    private Dataset<Row> rejectedRows() {
        List<String> data = List.of(review("R1", 1, "older"), review("R1", 2, "newer"), "still none");
        List<Row> rows = IntStream.range(0, data.size())
                .mapToObj(i -> RowFactory.create(
                        name,
                        "shardId-000000000000",
                        String.valueOf(i + 1),
                        0L,
                        "k",
                        Timestamp.from(Instant.parse("2026-11-20T08:00:00Z")),
                        "not_json",
                        "what an earlier release said",
                        data.get(i).getBytes(UTF_8),
                        Timestamp.from(Instant.parse("2026-11-20T08:00:01Z"))))
                .toList();
        return TestSession.session().createDataFrame(rows, StructType.fromDDL(TableColumn.ddl(RejectedReview.class)));
    }

    private static String review(String id, int stars, String text) {
        return "{\"review_id\":\"" + id + "\",\"reviewer_id\":\"C478\",\"product_id\":\"S18_1342\","
                + "\"marketplace_id\":\"US\",\"star_rating\":" + stars + ",\"review_text\":\"" + text
                + "\",\"review_date\":\"2021-11-19T10:00:00Z\",\"verified_purchase\":true,\"vine\":\"N\"}";
    }
}
