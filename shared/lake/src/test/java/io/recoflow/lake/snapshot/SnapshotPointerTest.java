package io.recoflow.lake.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotPointerTest {

    private final TestDataset test;

    SnapshotPointerTest(@TempDir Path folder) {
        test = new TestDataset(folder);
    }

    @Test
    void aPointerOfVersionOneIsRead() throws IOException {
        test.folder().write("_latest", versionOne());

        assertThat(test.dataset().latest())
                .hasValue(new SnapshotManifest(
                        1,
                        "snapshot=20261120T080000Z",
                        Instant.parse("2026-11-20T08:00:30Z"),
                        2532,
                        98,
                        401280,
                        List.of("customerNumber"),
                        "city STRING,creditLimit DECIMAL(10,2)"));
    }

    @Test
    void versionOneIsWhatIsWritten() throws IOException {
        test.folder().write("_latest", versionOne());

        String written = new String(SnapshotFormat.json(test.dataset().latest().orElseThrow()), UTF_8);

        assertThat(written).isEqualTo(versionOne().strip());
    }

    @Test
    void anUnknownVersionIsRefusedWithTheRemedy() {
        test.folder().write("_latest", "{\"formatVersion\": 2, \"snapshots\": [], \"new\": true}");

        assertThatThrownBy(() -> test.dataset().latest())
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.STORAGE_FAILED))
                .hasMessageContaining("_latest: its format version is 2, and this release knows 1. Run the release of"
                        + " Recoflow that wrote it, or a newer one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{",
                "[]",
                "null",
                "{}",
                "{\"formatVersion\": 1}",
                "{\"formatVersion\": 1, \"snapshot\": \"snapshot=20261120T080000Z\", \"publishedAt\": \"today\"}",
                "{\"formatVersion\": \"one\"}"
            })
    void garbageIsRefusedWithTheRemedy(String garbage) {
        test.folder().write("_latest", garbage);

        assertThatThrownBy(() -> test.dataset().latest())
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.STORAGE_FAILED))
                .hasMessageContaining("it is not the JSON of a snapshot pointer. Restore it: copy the _snapshot.json of"
                        + " the newest snapshot folder over it");
    }

    private static String versionOne() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(SnapshotPointerTest.class.getResourceAsStream("latest-version-1.json"))) {
            return new String(golden.readAllBytes(), UTF_8);
        }
    }
}
