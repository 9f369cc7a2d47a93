package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.serving.ServingFixture;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What shops send that is not quite as it should be, a line each in payloads.jsonl, with what their answers have. Each is
 * sent alone, and all once more in one aggregated record.
 */
final class PayloadsTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    private final ServingFixture shop;
    private final ArchivedTables archived;

    PayloadsTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
        this.archived = new ArchivedTables(shop.lake());
    }

    @Test
    void everyObjectIsAnsweredWithWhatItPlainlyMeans() throws Exception {
        List<String> products =
                IntStream.range(0, 30).mapToObj(i -> String.format("S%05d", i)).toList();
        shop.withPopularProducts(products, Map.of("Country 1", List.of("S00005", "S00006", "S00007")));
        ServingFixture.bundle()
                .items(products.stream()
                        .map(code -> new Embedding(code, new float[] {products.indexOf(code), 1, 1, 1}))
                        .toList())
                .writeTo(shop.artifactsFolder());
        List<JsonNode> cases = cases();
        int answers =
                cases.stream().mapToInt(each -> each.get("answers").size()).sum();
        int rejected =
                cases.stream().mapToInt(each -> each.get("rejected").asInt()).sum();
        List<byte[]> records = cases.stream()
                .map(each -> each.get("data").asText().getBytes(StandardCharsets.UTF_8))
                .toList();
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            Awaitility.await().atMost(LIMIT).until(() -> job.said().contains("Answering"));
            for (byte[] record : records) {
                streams.put(List.of(record));
            }
            Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() >= answers);
            List<String> alone = streams.published();
            streams.put(List.of(AggregatedRecord.of(records)));
            Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() >= 2L * answers);
            Awaitility.await().atMost(LIMIT).until(() -> archived.rows("activity_rejected") >= 2L * rejected);

            SoftAssertions soft = new SoftAssertions();
            List<JsonNode> left = new ArrayList<>();
            for (String answer : alone) {
                left.add(JSON.readTree(answer));
            }
            for (JsonNode each : cases) {
                for (JsonNode expected : each.get("answers")) {
                    String name = each.get("case").asText();
                    soft.assertThat(left.stream()
                                    .filter(answer -> matches(answer, expected))
                                    .findFirst()
                                    .map(left::remove))
                            .as(name + ": " + expected)
                            .isPresent();
                }
            }
            soft.assertThat(left).isEmpty();
            soft.assertThat(streams.published()).hasSize(2 * answers);
            soft.assertThat(archived.recommendations()).isEqualTo(2L * answers);
            soft.assertThat(archived.rejected()).isEqualTo(Map.of("not_an_object", 2L * rejected));
            soft.assertThat(archived.table("recommendations")
                            .select("shard_id", "sequence_number", "sub_sequence_number")
                            .distinct()
                            .count())
                    .isEqualTo(2L * answers);
            soft.assertThat(archived.table("recommendations")
                            .where("event_id = 'time-nozone'")
                            .select("notes")
                            .distinct()
                            .collectAsList())
                    .extracting(row -> row.<String>getList(0))
                    .containsExactly(List.of("event_time: no zone, taken as UTC"));
            Awaitility.await().atMost(LIMIT).until(() -> Long.valueOf(2L * answers)
                    .equals(archived.counts().get("recommended")));
            soft.assertAll();
        }
    }

    @Test
    void aTableOfAnEarlierReleaseGoesOn() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put("{\"event_id\":\"before\"}");
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 1);
            }
            String table = shop.lake() + "/recommendations";
            List<Row> rows = archived.table("recommendations").drop("notes").collectAsList();
            TestSession.session()
                    .createDataFrame(
                            rows,
                            archived.table("recommendations").drop("notes").schema())
                    .write()
                    .format("delta")
                    .mode("overwrite")
                    .option("overwriteSchema", "true")
                    .partitionBy("year", "month", "day", "hour")
                    .save(table);
            assertThat(archived.table("recommendations").columns()).doesNotContain("notes");

            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put("{\"event_id\":\"after\",\"event_time\":\"2026-11-20\"}", "{\"event_id\":\"plain\"}");
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 3);
            }
            assertThat(archived.table("recommendations")
                            .where("size(notes) = 1")
                            .select("event_id")
                            .collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactly("after");
        }
    }

    private static List<JsonNode> cases() throws Exception {
        try (InputStream stream = Objects.requireNonNull(PayloadsTest.class.getResourceAsStream("/payloads.jsonl"))) {
            List<JsonNode> cases = new ArrayList<>();
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                cases.add(JSON.readTree(line));
            }
            return cases;
        }
    }

    /** Whether an answer has all that is expected; null is for what it must not have. */
    private static boolean matches(JsonNode answer, JsonNode expected) {
        return expected.properties().stream().allMatch(field -> {
            JsonNode value = answer.path(field.getKey());
            JsonNode wanted = field.getValue();
            List<String> recommended = answer.get("recommended_items").findValuesAsText("id");
            return switch (field.getKey()) {
                case "event_time" -> Instant.parse(value.asText()).equals(Instant.parse(wanted.asText()));
                case "notes" ->
                    JSON.convertValue(wanted, List.class)
                            .equals(value.isMissingNode() ? List.of() : JSON.convertValue(value, List.class));
                case "similar_to" ->
                    answer.get("similar_items").findValuesAsText("product_code").stream()
                            .limit(wanted.size())
                            .toList()
                            .equals(JSON.convertValue(wanted, List.class));
                case "recommended" -> recommended.contains(wanted.asText());
                case "not_recommended" -> !recommended.contains(wanted.asText());
                default -> wanted.isNull() ? value.isMissingNode() : value.equals(wanted);
            };
        });
    }
}
