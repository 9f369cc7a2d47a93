package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job on the sources that EMR and Glue bring, as far as their documentation tells: names, options, columns and forms
 * of time are theirs, the reader behind them is not.
 */
final class PlatformSourcesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 50;

    private final ServingFixture shop;
    private final ArchivedTables archived;

    PlatformSourcesTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder);
        this.archived = new ArchivedTables(shop.lake());
    }

    @ParameterizedTest
    @CsvSource({"aws-kinesis, AT_TIMESTAMP 2026-11-20T08:00:00.123Z", "kinesis, at_timestamp 2026-11-20T08:00:00.123Z"})
    void everyEventIsAnsweredAndStored(String format, String position) throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            streams.put(events(0, EVENTS));
            streams.put("nonsense", "{\"event_type\":\"system_metric\"}");
            List<String> arguments = new ArrayList<>(RunningJob.arguments(streams, shop));
            arguments.set(arguments.indexOf("--starting-position") + 1, position);
            arguments.addAll(List.of("--activity-format", format));
            try (RunningJob job = RunningJob.start(arguments)) {
                Awaitility.await()
                        .atMost(LIMIT)
                        .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                        .until(() -> archived.recommendations() == EVENTS && archived.counted() == EVENTS + 2);
                assertThat(archived.table("recommendations")
                                .select("event_id")
                                .distinct()
                                .count())
                        .isEqualTo(EVENTS);
                assertThat(archived.counts())
                        .isEqualTo(Map.of("recommended", (long) EVENTS, "rejected", 1L, "dropped", 1L));
                assertThat(archived.rejected()).isEqualTo(Map.of("not_json", 1L));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-kinesis", "kinesis"})
    void everyEventOfAnAggregatedRecordIsAnsweredAndStoredOnceAlsoWhereItsBatchIsRepeated(String format)
            throws Exception {
        shop.withPopularProducts();
        try (ActivityStreams streams = ActivityStreams.start()) {
            List<byte[]> packed = new ArrayList<>(events(0, EVENTS));
            packed.add("nonsense".getBytes(UTF_8));
            packed.add("more nonsense".getBytes(UTF_8));
            streams.put(List.of(AggregatedRecord.of(packed)));
            try (RunningJob job = RunningJob.start(streams, shop, "--activity-format", format)) {
                Awaitility.await()
                        .atMost(LIMIT)
                        .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                        .until(() -> streams.published().size() == EVENTS && archived.counted() == EVENTS + 2);
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() == EVENTS);
                assertThat(archived.rejected()).isEqualTo(Map.of("not_json", 2L));
            }

            Checkpoints.of(shop).forgetLastCommit("recommend");
            try (RunningJob job = RunningJob.start(streams, shop, "--activity-format", format)) {
                Awaitility.await()
                        .atMost(LIMIT)
                        .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                        .until(() -> streams.published().size() == 2 * EVENTS);
                // On both shards, behind the answers that came again.
                streams.put(events(EVENTS, 2 * EVENTS));
                Awaitility.await().atMost(LIMIT).until(() -> archived.recommendations() >= 2 * EVENTS);
                assertThat(archived.recommendations()).isEqualTo(2 * EVENTS);
                assertThat(archived.table("recommendations")
                                .select("event_id")
                                .distinct()
                                .count())
                        .isEqualTo(2 * EVENTS);
            }
        }
    }

    private static List<byte[]> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        i -> ("{\"event_id\":\"e" + i + "\",\"session_id\":\"s\",\"city\":\"Paris\"}").getBytes(UTF_8))
                .toList();
    }
}
