package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real-time mode where shards are more than the task slots; the tests' session has six. */
final class RealTimeSlotsTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final ServingFixture shop;
    private final ArchivedTables archived;

    RealTimeSlotsTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
        this.archived = new ArchivedTables(shop.lake());
    }

    @Test
    void withTooFewSlotsFromTheStartEventsAreAnsweredInMicroBatches() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            split(streams, 4);
            try (RunningJob job = RunningJob.start(streams, shop, "--latency", "real-time")) {
                streams.put(events(0, 50));

                awaitAnswered(streams, job, 50);
                assertThat(job.said())
                        .containsOnlyOnce("Warning: Cannot answer in real time")
                        .contains(
                                "user-activity has 6 open shards", "Spark has 6", "a slot for each shard and two more");
            }
        }
    }

    @Test
    void whenShardsBecomeMoreThanTheSlotsEventsAreAnsweredInMicroBatches() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            split(streams, 3);
            List<String> arguments = new ArrayList<>(RunningJob.arguments(streams, shop));
            arguments.addAll(List.of("--latency", "real-time"));
            try (RunningJob job = RunningJob.start(arguments, Duration.ofSeconds(5))) {
                streams.put(events(0, 50));
                awaitAnswered(streams, job, 50);
                assertThat(job.said()).doesNotContain("Cannot answer in real time");

                split(streams, 2);
                streams.put(events(50, 100));
                Awaitility.await()
                        .atMost(LIMIT)
                        .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                        .until(() -> job.said().contains("Warning: Cannot answer in real time"));
                streams.put(events(100, 150));
                awaitAnswered(streams, job, 150);
                assertThat(job.said())
                        .containsOnlyOnce("Cannot answer in real time")
                        .contains("7 shards are to be read and Spark has 6 task slots");
            }
        }
    }

    /** As after a run that went over to them and was killed. */
    @Test
    void aMicroBatchThatWasLeftIsAnsweredInRealTime() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(events(0, 50));
                awaitAnswered(streams, job, 50);
            }
            Checkpoints.of(shop).forgetLastCommit("recommend");
            try (RunningJob job = RunningJob.start(streams, shop, "--latency", "real-time")) {
                streams.put(events(50, 100));
                awaitAnswered(streams, job, 100);
            }
        }
    }

    private static void split(ActivityStreams streams, int times) {
        for (int i = 0; i < times; i++) {
            streams.split();
        }
    }

    /** On the stream, and in the lake. */
    private void awaitAnswered(ActivityStreams streams, RunningJob job, int events) {
        Awaitility.await()
                .atMost(LIMIT)
                .failFast("The job ended", () -> job.said().contains("stream-recommend: "))
                .until(() -> distinct(streams) == events && archived.recommendations() == events);
    }

    private static long distinct(ActivityStreams streams) {
        return streams.published().stream()
                .map(answer -> answer.replaceFirst(".*?\"event_id\":\"([^\"]*)\".*", "$1"))
                .distinct()
                .count();
    }

    private static List<byte[]> events(int from, int to) {
        return new ArrayList<>(IntStream.range(from, to)
                .mapToObj(
                        i -> ("{\"event_id\":\"e" + i + "\",\"session_id\":\"s\",\"city\":\"Paris\"}").getBytes(UTF_8))
                .toList());
    }
}
