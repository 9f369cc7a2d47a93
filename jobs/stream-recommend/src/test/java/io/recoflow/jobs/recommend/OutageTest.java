package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.serving.ServingFixture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events wait while nobody answers; live shoppers come first then, and the lake has all. */
final class OutageTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    /** {@code -Dwaiting=60000} is the long form. */
    private static final int WAITING = Integer.getInteger("waiting", 5_000);

    private final ServingFixture shop;
    private final ArchivedTables archived;

    OutageTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
        this.archived = new ArchivedTables(shop.lake());
    }

    @ParameterizedTest
    @ValueSource(strings = {"micro-batch", "real-time"})
    void whatNobodyWaitsForIsStoredAndLiveShoppersAreAnswered(String latency) throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            streams.put(events("old-", WAITING));
            streams.put("nonsense", "[{\"event_id\":\"old-in-array\"},7]");
            Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            List<String> arguments = RunningJob.arguments(
                    streams, shop, "--latency", latency, "--deadline", "1s", "--expire-after", "3s");
            // What a shard puts aside where nothing comes behind it is written when the batch ends.
            try (RunningJob job = RunningJob.start(arguments, Duration.ofSeconds(10))) {
                job.await(() -> job.said().contains("Answering"));
                Set<String> live = new HashSet<>();
                Instant opened = Instant.now();
                Awaitility.await()
                        .atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> {
                            streams.put("{\"event_id\":\"live-" + live.size() + "\"}");
                            live.add("live-" + live.size());
                            return ids(streams).size() >= 10;
                        });
                System.out.printf(
                        "OutageTest: %s, %,d events waiting; ten live ones answered %,d ms after the first came%n",
                        latency,
                        WAITING,
                        Duration.between(opened, Instant.now()).toMillis());
                job.await(() -> archived.recommendations() >= WAITING + 1 + live.size());

                // On a slow machine the first of them have waited for too long as well.
                assertThat(live).containsAll(ids(streams));
                int expired = WAITING + 1 + live.size() - ids(streams).size();
                assertThat(archived.recommendations()).isEqualTo(WAITING + 1 + live.size());
                Row stored = archived.table("recommendations")
                        .where("reason = 'expired'")
                        .selectExpr(
                                "count(*)",
                                "count(distinct event_id)",
                                "min(size(recommended_items))",
                                "count_if(event_id LIKE 'old-%')")
                        .head();
                assertThat(stored.getLong(0)).isEqualTo(expired);
                assertThat(stored.getLong(1)).isEqualTo(expired);
                assertThat(stored.getInt(2)).isEqualTo(5);
                assertThat(stored.getLong(3)).isEqualTo(WAITING + 1);
                job.await(() -> archived.counted() == WAITING + 3 + live.size());
                assertThat(archived.recommendations() + archived.rows("activity_rejected"))
                        .isEqualTo(archived.counted());
                try (Stream<Path> files = Files.list(folder("checkpoints/aside"))) {
                    assertThat(files.filter(file -> file.toString().endsWith(".gz")))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void whereNothingCanBePutAsideAllAreAnswered() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            streams.put(events("old-", 50));
            Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            Files.createDirectories(folder("checkpoints"));
            Files.writeString(folder("checkpoints").resolve("aside"), "in the way");
            try (RunningJob job = RunningJob.start(streams, shop, "--deadline", "1s", "--expire-after", "1s")) {
                job.await(() -> ids(streams).size() == 50);
                job.await(() -> archived.recommendations() == 50);
                Files.delete(folder("checkpoints").resolve("aside"));
            }
        }
    }

    @Test
    void inRealTimeWhatWasAnsweredIsNotAnsweredAgainByTheNextRun() throws Exception {
        shop.withPopularProducts();
        int answered = 200;
        try (ActivityStreams streams = ActivityStreams.start()) {
            String[] options = {"--latency", "real-time", "--deadline", "1s", "--archive-interval", "1h"};
            try (RunningJob job = RunningJob.start(streams, shop, options)) {
                job.await(() -> job.said().contains("Answering"));
                streams.put(events("first-", answered));
                job.await(() -> ids(streams).size() == answered);
                Instant last = lastArrival(streams);
                Path note = folder("checkpoints").resolve("answered.json");
                job.await(() -> Files.exists(note) && !noted(note).isBefore(last));
            }
            // The batch, of two minutes, was not waited for.
            try (RunningJob job = RunningJob.start(
                    streams, shop, "--latency", "real-time", "--deadline", "1s", "--archive-interval", "1s")) {
                job.await(() -> job.said().contains("Answering"));
                streams.put(events("second-", 20));
                job.await(() -> ids(streams).contains("second-19"));
                job.await(() -> archived.recommendations() >= answered + 20);
            }
            assertThat(streams.published()).hasSize(answered + 20);
            assertThat(archived.recommendations()).isEqualTo(answered + 20);
            assertThat(archived.table("recommendations")
                            .select("event_id")
                            .distinct()
                            .count())
                    .isEqualTo(answered + 20);
        }
    }

    private static Instant noted(Path note) throws Exception {
        return Instant.parse(
                JSON.readTree(Files.readString(note)).get("answeredUntil").asText());
    }

    private static Instant lastArrival(ActivityStreams streams) throws Exception {
        Instant last = Instant.EPOCH;
        for (String answer : streams.published()) {
            Instant arrived =
                    Instant.parse(JSON.readTree(answer).get("arrived_at").asText());
            last = arrived.isAfter(last) ? arrived : last;
        }
        return last;
    }

    private static Set<String> ids(ActivityStreams streams) throws Exception {
        Set<String> ids = new HashSet<>();
        for (String answer : streams.published()) {
            JsonNode id = JSON.readTree(answer).get("event_id");
            ids.add(id.asText());
        }
        return ids;
    }

    private Path folder(String name) {
        return Path.of(URI.create(shop.folder(name)));
    }

    private static List<byte[]> events(String prefix, int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i ->
                        ("{\"event_id\":\"" + prefix + i + "\",\"session_id\":\"s\"}").getBytes(StandardCharsets.UTF_8))
                .toList());
    }
}
