package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that expired before a query had read them. */
final class DataLossTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Longer than the streams keep records. */
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private final ServingFixture shop;
    private final ArchivedTables archived;

    DataLossTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
        this.archived = new ArchivedTables(shop.lake());
    }

    @ParameterizedTest(name = "a batch was left: {0}")
    @ValueSource(booleans = {false, true})
    void whatWasNotStoredInTimeKeepsNoShopperFromAnAnswerAlsoAfterARestart(boolean batchLeft) throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(events(0, 10));
                Awaitility.await()
                        .atMost(LIMIT)
                        .until(() -> archived.recommendations() == 10 && archived.counted() == 10);
            }
            Checkpoints checkpoints = Checkpoints.of(shop);
            for (String query : List.of("archive", "dead-letters")) {
                checkpoints.age(query, TWO_DAYS);
                if (batchLeft) {
                    checkpoints.forgetLastCommit(query);
                }
            }

            try (RunningJob job = RunningJob.start(streams, shop)) {
                Awaitility.await()
                        .atMost(LIMIT)
                        .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                        .until(() -> parkedQueries() == 2);
                assertThat(job.said())
                        .contains(
                                "Warning: The query archive is parked: records of stream recommendations expired",
                                "Warning: The query dead-letters is parked: records of stream user-activity expired",
                                "--fail-on-data-loss false");
                Awaitility.await().atMost(LIMIT).until(() -> job.said()
                        .lines()
                        .anyMatch(line -> line.startsWith("Last 10 s: ")
                                && line.contains("The query archive is parked")
                                && line.contains("The query dead-letters is parked")));
                streams.put(events(10, 20));
                Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 20);
            }
            assertThat(archived.recommendations()).isEqualTo(10);

            try (RunningJob job = RunningJob.start(streams, shop, "--fail-on-data-loss", "false")) {
                Awaitility.await()
                        .atMost(LIMIT)
                        .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                        .until(() -> archived.recommendations() == 20 && archived.counted() == 20);
                assertThat(parkedQueries()).isZero();
            }
        }
    }

    @Test
    void aLakeThatComesBackTooLateKeepsNoShopperFromAnAnswer() throws Exception {
        shop.withPopularProducts();
        Path table = Path.of(URI.create(shop.lake() + "/recommendations"));
        Path away = table.resolveSibling("away");
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            streams.put(events(0, 10));
            Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == 10);
            Files.move(table, away);
            Files.writeString(table, "in the way of the table");
            streams.put(events(10, 20));
            Awaitility.await().atMost(LIMIT).until(() -> job.said().contains("It is started again in"));

            Checkpoints.of(shop).age("archive", TWO_DAYS);
            Files.delete(table);
            Files.move(away, table);
            Awaitility.await()
                    .atMost(LIMIT)
                    .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                    .until(() -> job.said().contains("The query archive is parked"));

            streams.put(events(20, 30));
            Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 30);
            Awaitility.await().atMost(LIMIT).until(() -> archived.counted() == 30);
            assertThat(parkedQueries()).isEqualTo(1);
        }
    }

    @Test
    void shoppersWhoseEventsExpiredUnansweredEndTheJob() throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(events(0, 10));
                Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 10);
            }
            Checkpoints.of(shop).age("recommend", TWO_DAYS);

            RunningJob job = RunningJob.start(streams, shop);
            assertThat(job.exitCode()).as(job.said()).isEqualTo(5);
            assertThat(job.said().lines().filter(line -> line.startsWith("stream-recommend: ")))
                    .singleElement()
                    .asString()
                    .contains("The query recommend ended", "expired unread", "--fail-on-data-loss false");
        }
    }

    private static long parkedQueries() {
        return RunningJob.gauges("parkedQueries").sum();
    }

    private static List<byte[]> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        i -> ("{\"event_id\":\"e" + i + "\",\"session_id\":\"s\",\"city\":\"Paris\"}").getBytes(UTF_8))
                .toList();
    }
}
