package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints that earlier versions wrote are gone on from. {@code -Dcheckpoint.record=FOLDER} records one of today's
 * version; what was recorded is never changed.
 */
final class GoldenCheckpointTest {

    /** Beside what Spark writes: the numbers of the batch whose commit is missing. */
    private static final String UNCOMMITTED = "uncommitted-batch.txt";

    private static final int RECORDED = 150;

    /** Longer than these files will be kept. */
    private static final Duration FOR_EVER = Duration.ofDays(100_000);

    @ParameterizedTest
    @ValueSource(strings = {"version-1", "version-2"})
    void goesOnFromEachVersion(String version) throws Exception {
        try (FakeStream stream = recordedStream();
                SourceQuery query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON")) {
            copy(recorded(version), query.checkpoint().path());
            stream.put(RECORDED, RECORDED + 50);

            query.drain();

            // The last batch was not committed, so it is repeated.
            List<Integer> expected = Stream.concat(
                            Files.readAllLines(recorded(version).resolve(UNCOMMITTED)).stream()
                                    .map(Integer::valueOf),
                            IntStream.range(RECORDED, RECORDED + 50).boxed())
                    .toList();
            assertThat(query.collected().numbers()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "checkpoint.record", matches = ".+")
    void recordsACheckpoint() throws Exception {
        try (FakeStream stream = FakeStream.start(2);
                SourceQuery query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON")) {
            stream.put(0, 100);
            query.drain();
            stream.split(stream.openShards().get(0));
            query.drain();
            stream.put(100, RECORDED);
            query.drain();
            Path checkpoint = query.checkpoint().path();
            long last = query.collected().batches().lastKey();
            Files.delete(checkpoint.resolve("commits/" + last));
            Files.write(
                    checkpoint.resolve(UNCOMMITTED),
                    query.collected().sorted(last).stream()
                            .map(row -> String.valueOf(Collector.number(row)))
                            .toList());
            copy(checkpoint, Path.of(System.getProperty("checkpoint.record")));
        }
    }

    private static FakeStream recordedStream() {
        FakeStream stream = FakeStream.start(2);
        stream.kinesis().retaining(FOR_EVER);
        stream.put(0, 100);
        stream.split(stream.openShards().get(0));
        stream.put(100, RECORDED);
        return stream;
    }

    private static Path recorded(String version) throws Exception {
        return Path.of(Objects.requireNonNull(GoldenCheckpointTest.class.getResource("/checkpoints/" + version))
                .toURI());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                // Checksums are of the local file system, not of the checkpoint.
                if (!path.toString().endsWith(".crc")) {
                    Path target = to.resolve(from.relativize(path));
                    Files.createDirectories(target.getParent());
                    Files.copy(path, target);
                }
            }
        }
    }
}
