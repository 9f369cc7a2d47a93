package io.recoflow.lake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.Faults;
import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.version.Lease;
import io.recoflow.runtime.version.VersionName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotPublishingTest {

    private final Path folder;

    SnapshotPublishingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stopFaults() {
        FaultyFileSystem.reset();
    }

    @Test
    void theFirstSnapshotBecomesTheLatest() {
        TestDataset test = new TestDataset(folder);
        SnapshotDataset dataset = test.dataset();
        assertThat(dataset.latest()).isEmpty();

        try (SnapshotInProgress snapshot = dataset.begin()) {
            assertThat(snapshot.folder().getName()).isEqualTo("snapshot=20261120T080000Z");
            assertThat(test.names("snapshot=20261120T080000Z")).containsExactly("_writing.json");
            List<WrittenFile> files = List.of(
                    test.write(snapshot.name(), "k=1/part-0", "abc"), test.write(snapshot.name(), "k=2/part-0", "de"));
            test.advance(Duration.ofSeconds(30));

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
        assertThat(test.names("snapshot=20261120T080000Z")).containsExactly("_snapshot.json", "k=1", "k=2");
        assertThat(test.names("")).containsExactly("_latest", "snapshot=20261120T080000Z");
        assertThat(test.read("_latest")).isEqualTo(test.read("snapshot=20261120T080000Z/_snapshot.json"));
    }

    @Test
    void aSnapshotTakesTheNextSecondThatIsFree() {
        TestDataset test = new TestDataset(folder);
        try (SnapshotInProgress first = test.dataset().begin();
                SnapshotInProgress second = test.dataset().begin()) {
            VersionName published = test.publish();

            assertThat(first.name()).hasToString("20261120T080000Z");
            assertThat(second.name()).hasToString("20261120T080001Z");
            assertThat(published).hasToString("20261120T080002Z");
            assertThat(test.dataset().begin(first.name())).isEmpty();
            assertThat(test.dataset().begin(published)).isEmpty();
        }
    }

    @Test
    void closingBeforePublishingRemovesTheFolder() {
        TestDataset test = new TestDataset(folder);
        VersionName old = test.publish();

        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            test.write(snapshot.name(), "k=1/part-0", "abc");
        }

        assertThat(test.names("")).containsExactly("_latest", old.folder());
    }

    @Test
    void strayFilesOfFailedTriesAreRemoved() {
        TestDataset test = new TestDataset(folder);
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            WrittenFile file = test.write(snapshot.name(), "k=1/part-0", "abc");
            test.write(snapshot.name(), "k=1/part-1", "stray");
            test.write(snapshot.name(), "k=2/part-0", "stray");

            snapshot.publish(List.of(file), List.of("k"), TestDataset.SCHEMA);

            assertThat(test.names(snapshot.name().folder() + "/k=1")).containsExactly("part-0");
            assertThat(test.names(snapshot.name().folder() + "/k=2")).isEmpty();
        }
    }

    @Test
    void aMissingFileIsNotPublished() {
        TestDataset test = new TestDataset(folder);
        VersionName old = test.publish();
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            WrittenFile there = test.write(snapshot.name(), "part-0", "abc");

            assertStorageFailure(
                    () -> snapshot.publish(
                            List.of(there, new WrittenFile("k=1/part-0", 1, 3)), List.of(), TestDataset.SCHEMA),
                    "the file k=1/part-0 was written, but it is not there");
        }
        assertOnly(test, old);
    }

    @Test
    void aFileOfAnotherSizeIsNotPublished() {
        TestDataset test = new TestDataset(folder);
        VersionName old = test.publish();
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            test.write(snapshot.name(), "part-0", "half");

            assertStorageFailure(
                    () -> snapshot.publish(List.of(new WrittenFile("part-0", 1, 8)), List.of(), TestDataset.SCHEMA),
                    "the file part-0 was written, but it has 4 bytes instead of 8");
        }
        assertOnly(test, old);
    }

    @Test
    void thePointerOnlyMovesForward() {
        TestDataset test = new TestDataset(folder);
        try (SnapshotInProgress slow = test.dataset().begin()) {
            VersionName quick = test.publish();

            slow.publish(List.of(test.write(slow.name(), "part-0", "x")), List.of(), TestDataset.SCHEMA);

            assertThat(test.dataset().latest().map(SnapshotManifest::snapshot)).hasValue(quick.folder());
            assertThat(test.dataset().wholeSnapshots()).containsExactlyInAnyOrder(slow.name(), quick);
        }
        assertThat(test.names("")).hasSize(3);
    }

    @Test
    void thePointerEndsAtTheNewestWhereTwoRunsMoveItAtTheSameMoment() {
        TestDataset test = new TestDataset(folder);
        try (SnapshotInProgress slow = test.dataset().begin()) {
            WrittenFile file = test.write(slow.name(), "part-0", "x");
            List<VersionName> quick = new ArrayList<>();
            // The slow one has read the pointer when it begins to write it.
            FaultyFileSystem.set(Faults.always(name -> {
                if (name.contains("_latest")) {
                    FaultyFileSystem.reset();
                    quick.add(test.publish());
                }
                return false;
            }));

            slow.publish(List.of(file), List.of(), TestDataset.SCHEMA);

            assertThat(quick).singleElement().isEqualTo(slow.name().next());
            assertThat(test.dataset().latest().map(SnapshotManifest::snapshot))
                    .hasValue(quick.get(0).folder());
        }
    }

    @Test
    void aRunThatWasTakenForDeadDoesNotPublish() {
        TestDataset test = new TestDataset(folder);
        VersionName old = test.publish();
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            WrittenFile file = test.write(snapshot.name(), "part-0", "x");
            test.write(snapshot.name(), Lease.ofThisProcess(test.instant()));

            assertStorageFailure(
                    () -> snapshot.publish(List.of(file), List.of(), TestDataset.SCHEMA),
                    "another run took this one for dead and cleaned up after it");
        }
        assertOnly(test, old);
    }

    @ParameterizedTest
    @ValueSource(strings = {FaultyFileSystem.DISK, FaultyFileSystem.OBJECT_STORE})
    void aPointerThatCannotBeWrittenStaysWhereItIs(String scheme) {
        TestDataset test = new TestDataset(folder, scheme);
        VersionName old = test.publish();
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            WrittenFile file = test.write(snapshot.name(), "part-0", "x");
            FaultyFileSystem.set(Faults.always(name -> name.contains("_latest")));

            assertStorageFailure(
                    () -> snapshot.publish(List.of(file), List.of(), TestDataset.SCHEMA), "injected CREATE failure");
        }
        FaultyFileSystem.reset();
        assertOnly(test, old);
    }

    @Test
    void aSnapshotThatThePointerNamesStaysWhateverFailsAfterwards() {
        TestDataset test = new TestDataset(folder);
        test.publish();
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            WrittenFile file = test.write(snapshot.name(), "part-0", "x");
            SnapshotManifest manifest = new SnapshotManifest(
                    1, snapshot.name().folder(), test.instant(), 1, 1, 1, List.of(), "value STRING");
            // The storage has moved the pointer, and says that it has not.
            test.write("_latest", new String(SnapshotDataset.json(manifest), java.nio.charset.StandardCharsets.UTF_8));
            assertThat(file.bytes()).isEqualTo(1);
        }

        String latest = test.dataset().latest().orElseThrow().snapshot();
        assertThat(test.names(latest)).contains("part-0");
    }

    private static void assertStorageFailure(ThrowingCallable action, String cause) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.STORAGE_FAILED))
                .hasMessageContaining(cause);
    }

    private static void assertOnly(TestDataset test, VersionName old) {
        assertThat(test.dataset().latest().map(SnapshotManifest::snapshot)).hasValue(old.folder());
        assertThat(test.names("")).containsExactly("_latest", old.folder());
        assertThat(test.names(old.folder())).containsExactly("_snapshot.json", "part-0");
    }
}
