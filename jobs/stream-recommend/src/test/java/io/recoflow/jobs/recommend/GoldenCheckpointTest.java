package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints that earlier versions wrote are gone on from. Only the sequence numbers and times in them are made those of
 * this run's streams. {@code -Dcheckpoint.record=FOLDER} records one of today's version; what was recorded is never
 * changed.
 */
final class GoldenCheckpointTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OLD = 40;
    private static final Pattern POSITION =
            Pattern.compile("\"(shardId-\\d+)\":\\{\"type\":\"AFTER_SEQUENCE_NUMBER\",\"sequenceNumber\":\"\\d+\"");
    private static final Pattern COMPLETE = Pattern.compile("\"completeUntil\":\"[^\"]+\"");

    private final ServingFixture shop;
    private final ArchivedTables archived;

    GoldenCheckpointTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
        this.archived = new ArchivedTables(shop.lake());
    }

    @Test
    void goesOnFromTheFirstVersion() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            streams.put(events(0, OLD));
            streams.publish(events(0, OLD));
            copyForThisRun(streams);
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(events(OLD, OLD + 10));

                Awaitility.await()
                        .atMost(LIMIT)
                        .until(() -> archived.counted() == 10 && archived.recommendations() == 10);
                assertThat(streams.published()).hasSize(OLD + 10);
                assertThat(archived.table("recommendations").select("event_id").collectAsList())
                        .extracting(row -> row.getString(0))
                        .allMatch(id -> Integer.parseInt(id.substring(1)) >= OLD);
                assertThat(job.said()).contains("from TRIM_HORIZON");
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "checkpoint.record", matches = ".+")
    void recordsCheckpoints() throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop)) {
                streams.put(events(0, OLD));
                Awaitility.await()
                        .atMost(LIMIT)
                        .until(() -> archived.recommendations() == OLD && archived.counted() == OLD);
                assertThat(job.said()).contains("Answering");
            }
            copy(
                    Path.of(URI.create(shop.folder("checkpoints"))),
                    Path.of(System.getProperty("checkpoint.record")),
                    file -> file);
        }
    }

    private interface Change {
        String of(String content);
    }

    private void copyForThisRun(ActivityStreams streams) throws Exception {
        Path golden = Path.of(Objects.requireNonNull(GoldenCheckpointTest.class.getResource("/checkpoints/version-1"))
                .toURI());
        Map<String, String> activity = streams.lastSequenceNumbers(ActivityStreams.ACTIVITY);
        Map<String, String> published = streams.lastSequenceNumbers(ActivityStreams.RECOMMENDATIONS);
        copy(golden, Path.of(URI.create(shop.folder("checkpoints"))), content -> {
            Map<String, String> last =
                    content.contains("\"stream\":\"" + ActivityStreams.ACTIVITY) ? activity : published;
            String positions = POSITION.matcher(content)
                    .replaceAll(match -> Matcher.quoteReplacement(
                            "\"" + match.group(1) + "\":{\"type\":\"AFTER_SEQUENCE_NUMBER\",\"sequenceNumber\":\""
                                    + Objects.requireNonNull(last.get(match.group(1))) + "\""));
            return COMPLETE.matcher(positions).replaceAll("\"completeUntil\":\"" + Instant.now() + "\"");
        });
    }

    private static void copy(Path from, Path to, Change change) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                // Checksums are of the local file system, not of the checkpoint.
                if (!path.toString().endsWith(".crc")) {
                    Path target = to.resolve(from.relativize(path).toString());
                    Files.createDirectories(target.getParent());
                    Files.writeString(target, change.of(Files.readString(path)));
                }
            }
        }
    }

    private static List<byte[]> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> ("{\"event_id\":\"e" + i + "\",\"session_id\":\"s\"}").getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
