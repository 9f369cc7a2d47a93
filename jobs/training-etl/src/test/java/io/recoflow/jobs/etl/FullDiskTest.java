package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A lake on a real disk of two megabytes, where the system lets one be mounted. */
class FullDiskTest {

    private static final int BLOCK = 4096;
    private static final String DEAD_LEASE = """
            {"formatVersion": 1, "run": "dead", "host": "another", "process": 1,
            "processStarted": "2026-01-01T00:00:00Z", "heartbeat": "2026-01-01T00:00:00Z"}""";

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    private Path disk = Path.of("");
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(etl.lake().root());
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
        assumeTrue(mounted, "no disk can be mounted here");
    }

    @AfterEach
    void unmount() throws InterruptedException {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void aRunThatFillsTheDiskLeavesNothingAndTheNextOneFreesWhatOthersLeft() throws SQLException, IOException {
        etl.tinyShop();
        ReportedRun published = etl.run().exits(0);
        String snapshot = "snapshot=" + published.runId();
        Path dead = Files.createDirectory(etl.lake().dataset(Lake.TRAINING).resolve("snapshot=20260101T000000Z"));
        Files.writeString(dead.resolve("_writing.json"), DEAD_LEASE);
        Files.write(dead.resolve("part-0"), new byte[8 * BLOCK]);

        fill(4);
        // One task: of several, one that Spark cancels may still write into the folder that was removed.
        assertThat(etl.run("--read-partitions", "1").error(6)).contains("No space left on device");
        assertThat(etl.lake().snapshots(Lake.TRAINING)).containsExactly(snapshot);

        fill(0);
        assertThat(etl.run().error(6)).contains("Cannot begin ", "No space left on device");
        for (String dataset : Lake.DATASETS) {
            assertThat(etl.lake().snapshots(dataset)).hasSize(1);
        }
        assertThat(etl.lake().training("count(*) > 0")).isNotEmpty();

        Files.delete(disk.resolve("filler"));
        ReportedRun next = etl.run("--keep-snapshots", "1").exits(0);
        assertThat(etl.lake().snapshots(Lake.TRAINING)).containsExactly("snapshot=" + next.runId());
    }

    /** Leaves so many blocks. */
    private void fill(int free) throws IOException {
        Path filler = disk.resolve("filler");
        Files.deleteIfExists(filler);
        long left = disk.toFile().getUsableSpace() - (long) free * BLOCK;
        try (OutputStream stream = Files.newOutputStream(filler)) {
            stream.write(new byte[(int) left]);
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
