package io.recoflow.lake.parquet;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.lake.LakeSession;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import io.recoflow.lake.snapshot.SnapshotManifest;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.Faults;
import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.testkit.Seeds;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lake on a storage that fails: afterwards there is either the whole new snapshot or the old one. */
class StorageFaultsTest {

    private static final int PARTITIONS = 60;

    /** So many that one fault in twenty operations meets each try of each task. */
    private static final int MANY_PARTITIONS = 300;

    private final SparkSession spark = LakeSession.session();

    private final Path folder;
    private int newPartitions = PARTITIONS;

    StorageFaultsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void publishTheOldSnapshot() throws IOException {
        FaultyFileSystem.reset();
        publish(FaultyFileSystem.DISK, 1);
    }

    @AfterEach
    void stopFaults() {
        FaultyFileSystem.reset();
        LakeSession.awaitIdle();
    }

    @ParameterizedTest
    @CsvSource({
        "faulty, 0.01",
        "faulty, 0.05",
        "faulty, 0.10",
        "faulty, 0.50",
        "gs, 0.01",
        "gs, 0.05",
        "gs, 0.10",
        "gs, 0.50"
    })
    void thereIsAWholeSnapshotOrTheOldOne(String scheme, double share) throws IOException {
        long seed = Seeds.next("thereIsAWholeSnapshotOrTheOldOne, " + scheme + ", " + share);
        // With three operations each, all seeds but one in ten million meet some of them.
        newPartitions = Math.max(PARTITIONS, (int) (6 / share));
        Faults faults = Faults.random(seed, share);
        FaultyFileSystem.set(faults);
        Optional<JobException> failure = Optional.empty();
        try {
            publish(scheme, 2);
        } catch (Exception failed) {
            failure = Optional.of(JobException.in(failed).orElseThrow(() -> new AssertionError(failed)));
        }
        FaultyFileSystem.reset();

        failure.ifPresent(ended -> assertThat(ended.exitCode()).isEqualTo(ExitCode.STORAGE_FAILED));
        assertThat(faults.failed()).isPositive();
        if (failure.isEmpty()) {
            assertLatest(2);
        } else {
            // A pointer that moved although the storage said that it did not is as good.
            assertThat(latestRows()).isIn(rows(1).count(), rows(2).count());
            assertLatest(latestRows() == rows(1).count() ? 1 : 2);
        }
    }

    @Test
    void whatFailsIsTriedAgainAndWithoutThatTheJobEnds() throws IOException {
        long seed = Seeds.next("whatFailsIsTriedAgainAndWithoutThatTheJobEnds");
        newPartitions = MANY_PARTITIONS;
        FaultyFileSystem.set(Faults.random(seed, 0.05).as(AccessDeniedException::new));
        assertStorageFailure("faulty");
        FaultyFileSystem.reset();
        LakeSession.awaitIdle();
        assertLatest(1);

        Faults sameFaults = Faults.random(seed, 0.05).on(file -> file.contains("part-"));
        FaultyFileSystem.set(sameFaults);
        publish(FaultyFileSystem.DISK, 2);
        FaultyFileSystem.reset();

        assertThat(sameFaults.failed()).isPositive();
        assertLatest(2);
    }

    @ParameterizedTest
    @CsvSource({"faulty, part-", "gs, part-", "faulty, _snapshot.json", "gs, _latest"})
    void aStorageThatAlwaysFailsEndsTheJobAndKeepsTheOldSnapshot(String scheme, String files) throws IOException {
        FaultyFileSystem.set(Faults.always(file -> file.contains(files)));

        assertStorageFailure(scheme);

        FaultyFileSystem.reset();
        assertLatest(1);
        // A task that Spark cancels may still write a file into the folder that was removed; the next run sees to that.
        LakeSession.awaitIdle();
        dataset(scheme, Instant.now().plus(Duration.ofDays(1))).removeLeftovers(name -> {});
        assertThat(folder.toFile().list()).hasSize(3).contains("_latest", "_pointer");
    }

    @Test
    void aFullDiskIsNotTriedAgain() throws IOException {
        Faults full =
                Faults.always(file -> file.startsWith("k=7/")).as(file -> new IOException("No space left on device"));
        FaultyFileSystem.set(full);

        assertStorageFailure("faulty");

        FaultyFileSystem.reset();
        // Spark tries a task four times, and the writer a file once in each.
        assertThat(full.failed()).isLessThanOrEqualTo(4);
        assertLatest(1);
    }

    private void assertStorageFailure(String scheme) {
        assertThatThrownBy(() -> publish(scheme, 2)).satisfies(failed -> assertThat(JobException.in(failed))
                .hasValueSatisfying(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STORAGE_FAILED)));
    }

    private void publish(String scheme, int version) throws IOException {
        Dataset<Row> rows = rows(version);
        try (SnapshotInProgress snapshot = dataset(scheme, version).begin()) {
            ParquetOutput output = new ParquetOutput(snapshot.folder().toString(), List.of("id", "text"), List.of("k"));
            ParquetWriteResult result = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT).write(rows, output);
            snapshot.publish(result.files().get(0), List.of("k"), rows.schema());
        }
    }

    private SnapshotDataset dataset(String scheme, int version) throws IOException {
        return dataset(scheme, Instant.parse("2026-11-20T08:00:0" + version + "Z"));
    }

    private SnapshotDataset dataset(String scheme, Instant time) throws IOException {
        Configuration configuration = spark.sessionState().newHadoopConf();
        org.apache.hadoop.fs.Path root = FaultyFileSystem.path(scheme, folder);
        return new SnapshotDataset(FileStorage.of(root, configuration), root, Clock.fixed(time, ZoneOffset.UTC));
    }

    private Dataset<Row> rows(int version) {
        return spark.range(1000L * version)
                .withColumn("k", expr("id % " + (version == 1 ? PARTITIONS : newPartitions)))
                .withColumn("text", expr("concat('version " + version + " of ', id)"));
    }

    private long latestRows() throws IOException {
        return dataset(FaultyFileSystem.DISK, 1)
                .latest()
                .map(SnapshotManifest::rows)
                .orElse(0L);
    }

    private void assertLatest(int version) throws IOException {
        SnapshotManifest latest =
                dataset(FaultyFileSystem.DISK, version).latest().orElseThrow();
        Path snapshot = folder.resolve(latest.snapshot());
        assertThat(latest.rows()).isEqualTo(1000L * version);
        assertThat(RowText.sorted(spark.read().parquet(snapshot.toString()).select("id", "text", "k")))
                .isEqualTo(RowText.sorted(rows(version).select(expr("id"), expr("text"), expr("CAST(k AS INT) AS k"))));
        assertThat(Footers.files(snapshot)).hasSize((int) latest.files());
        assertThat(Files.exists(snapshot.resolve("_snapshot.json"))).isTrue();
    }
}
