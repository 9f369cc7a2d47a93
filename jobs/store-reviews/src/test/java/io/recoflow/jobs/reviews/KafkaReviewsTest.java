package io.recoflow.jobs.reviews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.jobs.reviews.store.ReviewTables;
import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.LocalTables;
import io.recoflow.local.kafka.LocalKafka;
import io.recoflow.local.kafka.LocalTopics;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.shop.review.ReviewTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reviews of a topic of Kafka, which has what Kinesis has not. */
final class KafkaReviewsTest {

    private static final LocalKafka KAFKA = LocalKafka.start();
    private static final LocalTopics TOPICS = LocalTopics.at(KAFKA.servers());
    private static final Dynalite DYNAMO_DB = Dynalite.start();
    private static final LocalTables ITEMS = LocalTables.at(DYNAMO_DB.endpoint());

    private final Path folder;
    private final String name = "reviews-" + UUID.randomUUID();
    private final ReviewTables tables;

    KafkaReviewsTest(@TempDir Path folder) {
        this.folder = folder;
        this.tables = ReviewTables.in(
                TestSession.session(), folder.resolve("lake").toUri().toString());
        TOPICS.create(name, 2);
        ITEMS.create(name, ReviewTable.DESIGN);
    }

    @AfterAll
    static void stop() {
        TOPICS.close();
        KAFKA.close();
        ITEMS.close();
        DYNAMO_DB.close();
    }

    @Test
    void reviewsAreStoredTombstonesRejectedAndAPartitionThatIsAddedIsRead() throws Exception {
        Instant before = Instant.now().minusSeconds(5);
        put(0, 0, 20, "first");
        TOPICS.put(Stream.of(
                record(0, "R0", null), record(1, null, "no review"), record(1, null, review("R-without-key", "kept"))));
        try (RunningJob job = RunningJob.start(arguments("checkpoints", "first.json"))) {
            job.await(() -> items().size() == 21 && archived() == 21 && rejected() == 2);
            TOPICS.grow(name, 3);
            put(2, 20, 30, "of the new partition");
            job.await(() -> items().size() == 31 && archived() == 31);
        }
        balanced("first.json", 33);
        assertThat(tables.rejected()
                        .read()
                        .select("stream_name", "shard_id", "sequence_number", "partition_key", "reason")
                        .collectAsList())
                .containsExactlyInAnyOrder(
                        RowFactory.create(name, "0", "20", "R0", "empty"),
                        RowFactory.create(name, "1", "0", "", "not_json"));
        assertThat(Instant.parse(text("R0", "ingestion_timestamp")))
                .isBetween(before, Instant.now().plusSeconds(5));

        // A restart goes on, and other checkpoints read all once more.
        put(0, 0, 5, "edited");
        try (RunningJob job = RunningJob.start(arguments("checkpoints", "second.json"))) {
            job.await(() -> text("R4", "review_text").equals("edited") && archived() == 36);
        }
        balanced("second.json", 5);
        Map<String, Map<String, AttributeValue>> stored = items();
        try (RunningJob job = RunningJob.start(arguments("others", "replay.json"))) {
            job.await(() -> job.said().contains("Storing"));
            TOPICS.put(
                    Stream.of(record(0, "end", "the end"), record(1, "end", "the end"), record(2, "end", "the end")));
            job.await(() -> rejected() == 5);
        }
        balanced("replay.json", 41);
        assertThat(items()).isEqualTo(stored);
        assertThat(archived()).isEqualTo(36);
    }

    @Test
    void recordsThatExpiredUnreadEndTheJobOrArePassedOver() throws Exception {
        put(0, 0, 10, "first");
        try (RunningJob job = RunningJob.start(arguments("checkpoints", "first.json"))) {
            job.await(() -> items().size() == 10 && archived() == 10);
        }
        put(0, 10, 20, "second");
        TOPICS.expire(name, 0, 15);

        RunningJob failed = RunningJob.start(arguments("checkpoints", "failed.json"));
        assertThat(failed.exitCode()).as(failed.said()).isEqualTo(5);
        assertThat(failed.said()).contains("records were gone before they were read", "--fail-on-data-loss false");

        List<String> onwards = new ArrayList<>(arguments("checkpoints", "onwards.json"));
        onwards.addAll(List.of("--fail-on-data-loss", "false"));
        try (RunningJob job = RunningJob.start(onwards)) {
            job.await(() -> items().size() == 15 && archived() == 15);
        }
        balanced("onwards.json", 5);
    }

    @Test
    void whoLogsInMayAndNothingTellsThePassword() throws Exception {
        put(0, 0, 10, "text");
        List<String> good = withLogin(KAFKA.password());
        RunningJob plan = RunningJob.start(with(good, "--dry-run"));
        assertThat(plan.exitCode()).as(plan.said()).isZero();
        assertThat(plan.said()).contains("2 open shards").doesNotContain(KAFKA.password());
        try (RunningJob job = RunningJob.start(good)) {
            job.await(() -> items().size() == 10 && archived() == 10);
        }
        assertThat(Files.readString(folder.resolve("login.json"))).doesNotContain(KAFKA.password());

        RunningJob refused = RunningJob.start(with(withLogin("an-old-password"), "--verbose"));
        assertThat(refused.exitCode()).as(refused.said()).isEqualTo(3);
        assertThat(refused.said())
                .contains("The query store ended: Authentication failed")
                .doesNotContain("an-old-password");
    }

    @Test
    void aTopicThatIsNotThereEndsTheJobWithOneLine() throws Exception {
        List<String> arguments = new ArrayList<>(arguments("checkpoints", "report.json"));
        arguments.set(1, "no-such-topic");
        RunningJob job = RunningJob.start(arguments);

        assertThat(job.exitCode()).as(job.said()).isEqualTo(3);
        assertThat(job.said()).contains("store-reviews: The query store ended: the cluster has no such topic");
    }

    private List<String> withLogin(String password) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), """
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=PLAIN
                sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
                  username="%s" password="%s";
                group.id=of-another-tool
                """.formatted(LocalKafka.USER, password));
        List<String> arguments = new ArrayList<>(arguments("checkpoints", "login.json"));
        arguments.set(arguments.indexOf(KAFKA.servers()), KAFKA.serversWithLogin());
        arguments.addAll(List.of("--kafka-properties", file.toString()));
        return arguments;
    }

    private static List<String> with(List<String> arguments, String another) {
        return Stream.concat(arguments.stream(), Stream.of(another)).toList();
    }

    private List<String> arguments(String checkpoints, String report) {
        return List.of(
                "--reviews-stream",
                name,
                "--kafka-servers",
                KAFKA.servers(),
                "--reviews-table",
                name,
                "--region",
                KinesisConnection.LOCAL_REGION.id(),
                "--dynamodb-endpoint",
                DYNAMO_DB.endpoint().toString(),
                "--lake",
                folder.resolve("lake").toUri().toString(),
                "--checkpoints",
                folder.resolve(checkpoints).toUri().toString(),
                "--report",
                folder.resolve(report).toUri().toString(),
                "--store-interval",
                "200ms",
                "--archive-interval",
                "1s");
    }

    private void put(int partition, int from, int to, String text) {
        TOPICS.put(IntStream.range(from, to).mapToObj(i -> record(partition, "R" + i, review("R" + i, text))));
    }

    private ProducerRecord<byte[], byte[]> record(int partition, @Nullable String key, @Nullable String value) {
        return new ProducerRecord<>(
                name,
                partition,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8));
    }

    private Map<String, Map<String, AttributeValue>> items() {
        return ITEMS.items(name, ReviewTable.KEY);
    }

    private String text(String review, String attribute) {
        return Objects.requireNonNull(
                        Objects.requireNonNull(items().get(review)).get(attribute))
                .s();
    }

    private long archived() {
        return tables.reviews().exists() ? tables.reviews().read().count() : 0;
    }

    private long rejected() {
        return tables.rejected().exists() ? tables.rejected().read().count() : 0;
    }

    private void balanced(String report, long in) throws Exception {
        JsonNode told = new JsonMapper().readTree(folder.resolve(report).toFile());
        assertThat(told.path("in").asLong()).as(told.toString()).isEqualTo(in);
        assertThat(told.path("stored").asLong()
                        + told.path("superseded").asLong()
                        + told.path("rejected").asLong())
                .as(told.toString())
                .isEqualTo(in);
    }

    private static String review(String id, String text) {
        return "{\"review_id\":\"" + id + "\",\"reviewer_id\":\"C478\",\"product_id\":\"S18_1342\","
                + "\"marketplace_id\":\"US\",\"star_rating\":4,\"review_text\":\"" + text
                + "\",\"review_date\":\"2021-11-19T10:00:00Z\"}";
    }
}
