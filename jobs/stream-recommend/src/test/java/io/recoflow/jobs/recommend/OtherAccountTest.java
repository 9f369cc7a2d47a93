package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.jobs.recommend.account.OtherAccount;
import io.recoflow.serving.ServingFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of another account: named by ARN, reached as a role, read by consumers. */
final class OtherAccountTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 50;

    private final ServingFixture shop;
    private final ArchivedTables archived;

    OtherAccountTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
        this.archived = new ArchivedTables(shop.lake());
    }

    @ParameterizedTest
    @ValueSource(strings = {"micro-batch", "real-time"})
    void everyEventIsAnsweredAndStoredEachQueryReadingWithAConsumerOfItsOwn(String latency) throws Exception {
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(arguments(
                        streams,
                        "--latency",
                        latency,
                        "--activity-consumer",
                        "answers-" + latency,
                        "--archive-consumer",
                        "lake-" + latency))) {
            streams.put(events());
            streams.put("nonsense");

            Awaitility.await()
                    .atMost(LIMIT)
                    .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                    .until(() -> archived.recommendations() == EVENTS && archived.counted() == EVENTS + 1);
            assertThat(OtherAccount.subscribed())
                    .contains(
                            "user-activity/answers-" + latency,
                            "user-activity/lake-" + latency,
                            "recommendations/lake-" + latency)
                    .doesNotContain("recommendations/answers-" + latency);
            assertThat(archived.table("activity_rejected").head().<String>getAs("stream_name"))
                    .isEqualTo(ActivityStreams.ACTIVITY);
        }
    }

    @Test
    void rejectedRecordsAreFoundByTheStreamsName() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(arguments(streams))) {
                streams.put("nonsense");
                Awaitility.await()
                        .atMost(LIMIT)
                        .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                        .until(() -> archived.rejected().equals(Map.of("not_json", 1L)));
            }
            RunningJob replay = RunningJob.start(arguments(streams, "--command", "replay-rejected"));

            assertThat(replay.exitCode()).as(replay.said()).isZero();
            assertThat(replay.said()).contains("1 rejected records were read once more");
        }
    }

    @Test
    void aDryRunAsksForTheStreamsAsTheRole() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            RunningJob job = RunningJob.start(arguments(streams, "--dry-run"));

            assertThat(job.exitCode()).as(job.said()).isZero();
            assertThat(job.said()).contains(OtherAccount.arn(ActivityStreams.ACTIVITY), "2 open shards");
        }
    }

    private List<String> arguments(ActivityStreams streams, String... more) {
        List<String> arguments = new ArrayList<>(RunningJob.arguments(streams, shop));
        arguments.replaceAll(argument ->
                argument.equals(ActivityStreams.ACTIVITY) || argument.equals(ActivityStreams.RECOMMENDATIONS)
                        ? OtherAccount.arn(argument)
                        : argument);
        arguments.addAll(List.of("--role-arn", OtherAccount.ROLE));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static List<byte[]> events() {
        return IntStream.range(0, EVENTS)
                .mapToObj(
                        i -> ("{\"event_id\":\"e" + i + "\",\"session_id\":\"s\",\"city\":\"Paris\"}").getBytes(UTF_8))
                .toList();
    }
}
