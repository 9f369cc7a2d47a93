package io.recoflow.lake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.version.VersionName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotPublishingTest {

    private final TestDataset test;

    SnapshotPublishingTest(@TempDir Path folder) {
        test = new TestDataset(folder);
    }

    @Test
    void theManifestTellsWhatWasWrittenAndThePointerIsItsCopy() {
        SnapshotDataset dataset = test.dataset();
        try (SnapshotInProgress snapshot = dataset.begin()) {
            assertThat(snapshot.folder().getName()).isEqualTo("snapshot=20261120T080000Z");
            assertThat(names("snapshot=20261120T080000Z")).containsExactly("_writing.json");
            List<WrittenFile> files =
                    List.of(test.write(snapshot, "k=1/part-0", "abc"), test.write(snapshot, "k=2/part-0", "de"));
            test.folder().advance(Duration.ofSeconds(30));

            SnapshotManifest manifest = snapshot.publish(files, List.of("k"), TestDataset.SCHEMA);

            assertThat(manifest)
                    .isEqualTo(new SnapshotManifest(
                            1,
                            "snapshot=20261120T080000Z",
                            Instant.parse("2026-11-20T08:00:30Z"),
                            2,
                            2,
                            5,
                            List.of("k"),
                            "value STRING"));
            assertThat(dataset.latest()).hasValue(manifest);
        }
        assertThat(names("snapshot=20261120T080000Z")).containsExactly("_snapshot.json", "k=1", "k=2");
        assertThat(names("")).containsExactly("_latest", "_pointer", "snapshot=20261120T080000Z");
        assertThat(test.folder().read("_pointer/latest.json"))
                .isEqualTo(test.folder().read("_latest"));
        assertThat(test.folder().read("_latest"))
                .isEqualTo(test.folder().read("snapshot=20261120T080000Z/_snapshot.json"));
    }

    @Test
    void strayFilesOfFailedTriesAreRemoved() {
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            WrittenFile file = test.write(snapshot, "k=1/part-0", "abc");
            test.write(snapshot, "k=1/part-1", "stray");
            test.write(snapshot, "k=2/part-0", "stray");

            snapshot.publish(List.of(file), List.of("k"), TestDataset.SCHEMA);

            assertThat(names(snapshot.folder().getName() + "/k=1")).containsExactly("part-0");
            assertThat(names(snapshot.folder().getName() + "/k=2")).isEmpty();
        }
    }

    @Test
    void aMissingFileIsNotPublished() {
        VersionName old = test.publish();
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            WrittenFile there = test.write(snapshot, "part-0", "abc");

            assertStorageFailure(
                    () -> snapshot.publish(
                            List.of(there, new WrittenFile("k=1/part-0", 1, 3)), List.of(), TestDataset.SCHEMA),
                    "the file k=1/part-0 was written, but it is not there");
        }
        assertOnly(old);
    }

    @Test
    void aFileOfAnotherSizeIsNotPublished() {
        VersionName old = test.publish();
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            test.write(snapshot, "part-0", "half");

            assertStorageFailure(
                    () -> snapshot.publish(List.of(new WrittenFile("part-0", 1, 8)), List.of(), TestDataset.SCHEMA),
                    "the file part-0 was written, but it has 4 bytes instead of 8");
        }
        assertOnly(old);
    }

    private List<String> names(String folder) {
        return test.folder().names(folder);
    }

    private static void assertStorageFailure(ThrowingCallable action, String cause) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.STORAGE_FAILED))
                .hasMessageContaining(cause);
    }

    private void assertOnly(VersionName old) {
        String folder = "snapshot=" + old;
        assertThat(test.dataset().latest().map(SnapshotManifest::snapshot)).hasValue(folder);
        assertThat(names("")).containsExactly("_latest", "_pointer", folder);
        assertThat(names(folder)).containsExactly("_snapshot.json", "part-0");
    }
}
