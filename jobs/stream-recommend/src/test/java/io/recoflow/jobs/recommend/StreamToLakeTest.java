package io.recoflow.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.delta.tables.DeltaTable;
import io.recoflow.serving.ServingFixture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job from stream to stream and lake, in this process, on a local Kinesis. */
final class StreamToLakeTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PARISIAN = """
            {"event_id":"%s","event_type":"user_activity","event_time":"2026-11-20T08:00:00.123Z","session_id":"s1",
             "customer_number":478,"city":"Paris","country":"France","credit_limit":2,"loyalty":"gold",
             "browse_history":[{"product_code":"P03","quantity":"1","in_shopping_cart":false},
                               {"product_code":"P18","quantity":2,"in_shopping_cart":true}]}""";

    private final ServingFixture shop;
    private final ArchivedTables archived;

    StreamToLakeTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
        this.archived = new ArchivedTables(shop.lake());
    }

    @ParameterizedTest
    @ValueSource(strings = {"micro-batch", "real-time"})
    void everyEventIsAnsweredOnTheStreamAndStoredInTheLake(String latency) throws Exception {
        shop.withPopularProducts().withStock(Set.of("P17"));
        String version = shop.publishModel();
        int events = 300;
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop, "--latency", latency)) {
            streams.put(parisians(0, events));
            streams.put("{\"event_type\":\"system_metric\",\"cpu\":1}", "nonsense");

            Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == events);
            Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == events);
            Awaitility.await().atMost(LIMIT).until(() -> archived.counted() == events + 2);

            JsonNode answer = new JsonMapper().readTree(streams.published().get(0));
            assertThat(answer.get("served_by").asText()).as(answer.toString()).isEqualTo("model");
            assertThat(answer.get("model_version").asText()).isEqualTo(version);
            assertThat(answer.get("recommended_items").findValuesAsText("id"))
                    .containsExactly("P16", "P15", "P14", "P13", "P12");
            assertThat(answer.get("similar_items").findValuesAsText("product_code"))
                    .containsExactly("P18", "P03");
            assertThat(answer.get("other_fields").get("loyalty").asText()).isEqualTo("gold");
            Row row = archived.table("recommendations").orderBy("event_id").head();
            assertThat(row.<String>getAs("event_id")).isEqualTo("e0");
            assertThat(row.<String>getAs("served_by")).isEqualTo("model");
            assertThat(row.<String>getAs("model_version")).isEqualTo(version);
            assertThat(row.<Long>getAs("latency_ms")).isNotNegative();
            assertThat(archived.table("recommendations")
                            .select("event_id")
                            .distinct()
                            .count())
                    .isEqualTo(events);
            assertThat(archived.rejected()).isEqualTo(Map.of("not_json", 1L));
            assertThat(archived.counts()).isEqualTo(Map.of("recommended", 300L, "rejected", 1L, "dropped", 1L));
            assertThat(job.said()).contains("Answering user-activity");
        }
    }

    @Test
    void theShopsRulesAreObeyedAndTakenUpAndAJobDoesNotStartWithWrongOnes() throws Exception {
        shop.withPopularProducts().withDescribedProducts().publishModel();
        Path rules = Path.of(URI.create(shop.folder("rules.txt")));
        Files.writeString(rules, "exclude what I say\nexclude colour = red\n");
        try (ActivityStreams streams = ActivityStreams.start()) {
            RunningJob wrong = RunningJob.start(streams, shop, "--business-rules", rules.toString());
            assertThat(wrong.exitCode()).as(wrong.said()).isEqualTo(2);
            assertThat(wrong.said())
                    .contains("line 1, \"exclude what I say\", is no rule; line 2, \"exclude colour = red\", is about");
            Files.writeString(rules, "exclude productLine = Cars\nexclude event bought\nboost MSRP < 40 by 10000\n");
            try (RunningJob job = RunningJob.start(streams, shop, "--business-rules", rules.toString())) {
                streams.put("{\"event_id\":\"first\",\"city\":\"Paris\",\"bought\":[\"P17\"]}");
                Awaitility.await().atMost(LIMIT).until(() -> recommended(streams, "first")
                        .equals(List.of("P03", "P15", "P13", "P11", "P09")));

                Files.writeString(rules, "exclude productLine = Planes\n");
                Awaitility.await()
                        .atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> {
                            streams.put("{\"event_id\":\"later\",\"city\":\"Paris\",\"bought\":[\"P17\"]}");
                            return recommended(streams, "later").equals(List.of("P18", "P16", "P14", "P12", "P10"));
                        });
                assertThat(job.said()).doesNotContain("refused");
            }
        }
    }

    @Test
    void aCanaryAnswersItsSessionsAndIsNamed() throws Exception {
        shop.withPopularProducts();
        String canary = shop.publishModel();
        String latest = shop.publishModel();
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop, "--canary-version", canary, "--canary-share", "0.5")) {
            streams.put(IntStream.range(0, 60)
                    .mapToObj(i -> ("{\"session_id\":\"s" + i % 30 + "\",\"city\":\"Paris\"}")
                            .getBytes(StandardCharsets.UTF_8))
                    .toList());
            Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 60);

            Map<String, Set<String>> sessions = new HashMap<>();
            for (String published : streams.published()) {
                JsonNode answer = new JsonMapper().readTree(published);
                sessions.computeIfAbsent(answer.get("model_version").asText(), any -> new HashSet<>())
                        .add(answer.get("session_id").asText());
            }
            assertThat(sessions).containsOnlyKeys(canary, latest);
            assertThat(sessions.get(canary)).doesNotContainAnyElementsOf(sessions.get(latest));
            assertThat(job.said()).contains("Model " + latest + ". Canary " + canary + ".");
        }
    }

    @Test
    void withoutAStreamForThemAnswersGoToTheLake() throws Exception {
        shop.withPopularProducts();
        int events = 50;
        try (ActivityStreams streams = ActivityStreams.start()) {
            List<String> arguments = new ArrayList<>(RunningJob.arguments(streams, shop));
            int published = arguments.indexOf("--recommendations-stream");
            arguments.subList(published, published + 2).clear();
            try (RunningJob job = RunningJob.start(arguments)) {
                streams.put(parisians(0, events));
                streams.put("{\"event_type\":\"system_metric\"}", "nonsense");

                Awaitility.await().atMost(LIMIT).until(() -> archived.counted() == events + 2);
                assertThat(archived.recommendations()).isEqualTo(events);
                assertThat(archived.table("recommendations").head().<String>getAs("reason"))
                        .isEqualTo("no_model");
                assertThat(archived.rejected()).isEqualTo(Map.of("not_json", 1L));
                assertThat(streams.published()).isEmpty();
            }
        }
    }

    @Test
    void whenTheLakeFailsShoppersAreAnsweredAndNothingIsLost() throws Exception {
        shop.withPopularProducts();
        Path table = Path.of(URI.create(shop.lake() + "/recommendations"));
        Path away = table.resolveSibling("away");
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            streams.put(parisians(0, 10));
            Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 10);

            Files.move(table, away);
            Files.writeString(table, "in the way of the table");
            streams.put(parisians(10, 30));

            Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 30);
            Awaitility.await().atMost(LIMIT).until(() -> job.said().contains("It is started again in"));
            Files.delete(table);
            Files.move(away, table);
            Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 30);
            assertThat(archived.table("recommendations")
                            .select("event_id")
                            .distinct()
                            .count())
                    .isEqualTo(30);
        }
    }

    @Test
    void aRunThatDiedWhileItPlannedItsFirstBatchIsFollowedByAnother() throws Exception {
        shop.withPopularProducts();
        for (String query : List.of("recommend", "archive", "dead-letters")) {
            Path offsets = Path.of(URI.create(shop.folder("checkpoints")))
                    .resolve(query)
                    .resolve("offsets");
            Files.createDirectories(offsets);
            Files.writeString(offsets.resolve(".0.4dd7b0a2.tmp"), "v1");
        }
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            streams.put(parisians(0, 5));
            Awaitility.await()
                    .atMost(LIMIT)
                    .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                    .until(() -> archived.recommendations() == 5 && archived.counted() == 5);
        }
    }

    @Test
    void theRunningJobCompactsHoursThatAreOver() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(parisians(0, 20));
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 20);
            }
            // As if the same had come in three batches, two days ago but for an hour.
            Dataset<Row> earlier = archived.table("recommendations")
                    .withColumn("arrived_at", expr("arrived_at - INTERVAL 47 HOURS"))
                    .selectExpr(
                            "* EXCEPT (year, month, day, hour)",
                            "year(arrived_at) AS year",
                            "month(arrived_at) AS month",
                            "day(arrived_at) AS day",
                            "hour(arrived_at) AS hour")
                    .localCheckpoint();
            for (int batch = 0; batch < 3; batch++) {
                earlier.coalesce(1)
                        .where("cast(substring(event_id, 2) AS INT) % 3 = " + batch)
                        .write()
                        .format("delta")
                        .mode("append")
                        .partitionBy("year", "month", "day", "hour")
                        .save(shop.lake() + "/recommendations");
            }
            assertThat(filesBefore(Instant.now().minus(Duration.ofHours(40)))).isEqualTo(3);

            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(parisians(20, 30));
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 50);
                Awaitility.await()
                        .atMost(LIMIT)
                        .until(() -> filesBefore(Instant.now().minus(Duration.ofHours(40))) == 1);
            }
            assertThat(archived.recommendations()).isEqualTo(50);
        }
    }

    @Test
    void rejectedRecordsThatAreReadableNowAreAnsweredOnce() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(parisians(0, 5));
                streams.put("nonsense", "[7]");
                Awaitility.await()
                        .atMost(LIMIT)
                        .until(() -> archived.counted() == 7 && archived.recommendations() == 5);
            }
            // As if an earlier release had not understood an event that this one does.
            DeltaTable.forPath(TestSession.session(), shop.lake() + "/activity_rejected")
                    .updateExpr(
                            "reason = 'not_an_object'",
                            Map.of("data", "CAST('{\"event_id\":\"late\",\"country\":\"France\"}' AS BINARY)"));

            try (RunningJob replay = RunningJob.start(streams, shop, "--command", "replay-rejected")) {
                assertThat(replay.exitCode()).isZero();
                assertThat(replay.said())
                        .contains(
                                "2 rejected records were read once more: 1 are activity now and were answered, 1 stay.");
            }

            assertThat(archived.rejected()).isEqualTo(Map.of("not_json", 1L));
            try (RunningJob job = RunningJob.start(streams, shop)) {
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 6);
            }
            assertThat(archived.table("recommendations")
                            .where("event_id = 'late'")
                            .count())
                    .isEqualTo(1);
            assertThat(archived.recommendations() + archived.rows("activity_rejected"))
                    .isEqualTo(archived.counted());
        }
    }

    @Test
    void rejectedRecordsWhoseFilesHaveExpiredDoNotHinderTheReplayOfOthers() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put("nonsense");
                Awaitility.await().atMost(LIMIT).until(() -> archived.counted() == 1);
                streams.put("[7]");
                Awaitility.await().atMost(LIMIT).until(() -> archived.counted() == 2);
            }
            String expired = archived.table("activity_rejected")
                    .where("reason = 'not_json'")
                    .selectExpr("_metadata.file_path")
                    .head()
                    .getString(0);
            Files.delete(Path.of(URI.create(expired)));
            TestSession.session().conf().set("spark.sql.files.ignoreMissingFiles", "true");
            try (RunningJob replay = RunningJob.start(streams, shop, "--command", "replay-rejected")) {
                assertThat(replay.exitCode()).as(replay.said()).isZero();
                assertThat(replay.said())
                        .contains(
                                "1 rejected records were read once more: 0 are activity now and were answered, 1 stay.");
            } finally {
                TestSession.session().conf().unset("spark.sql.files.ignoreMissingFiles");
            }
        }
    }

    /** Of the newest answer to an event; empty before the first. */
    private static List<String> recommended(ActivityStreams streams, String eventId) throws Exception {
        List<String> items = List.of();
        for (String published : streams.published()) {
            JsonNode answer = new JsonMapper().readTree(published);
            if (answer.get("event_id").asText().equals(eventId)) {
                items = answer.get("recommended_items").findValuesAsText("id");
            }
        }
        return items;
    }

    private long filesBefore(Instant time) {
        return archived.table("recommendations")
                .where(col("arrived_at").lt(lit(Timestamp.from(time))))
                .selectExpr("_metadata.file_path")
                .distinct()
                .count();
    }

    private static List<byte[]> parisians(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> PARISIAN.formatted("e" + i).getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
