package io.recoflow.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.JobRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of versions that are there already. */
class OldVersionsTest {

    /** Of a trainer on another host that was killed long ago. */
    private static final String DEAD_LEASE = """
            {"formatVersion": 1, "run": "r", "host": "another host", "process": 1,
             "processStarted": "2020-01-01T00:00:00Z", "heartbeat": "2020-01-01T00:00:00Z"}""";

    private final Path lake;
    private final Path artifacts;

    OldVersionsTest(@TempDir Path folder) {
        lake = folder.resolve("lake");
        artifacts = folder.resolve("artifacts");
    }

    @Test
    void killedTrainersLeaveNothingAndOldVersionsGoOnlyWhereItIsAskedFor() throws IOException {
        new TestLake(TrainModelHarness.session(), lake, 1).write();
        write("20200101T000000Z/_writing", DEAD_LEASE);
        write("20200101T000000Z/model/user_tower.onnx", "x");
        for (String whole : List.of("20200102T000000Z", "20200103T000000Z", "mine-1")) {
            write(whole + "/manifest.json", "{}");
        }
        write("_latest", "{\"formatVersion\": 1, \"version\": \"20200102T000000Z\"}");

        JobRun rehearsed = launch("--keep-versions", "1", "--dry-run").exits(0);

        assertThat(rehearsed.err()).doesNotContain("Removed", "Deleted");
        assertThat(versions()).hasSize(4);

        JobRun first = launch().exits(0);

        String trained = TrainModelHarness.latest(artifacts).manifest().version();
        assertThat(first.err())
                .contains("Removed 20200101T000000Z, which a trainer that died had left.")
                .doesNotContain("Deleted");
        assertThat(versions()).containsExactlyInAnyOrder("20200102T000000Z", "20200103T000000Z", "mine-1", trained);

        JobRun second = launch("--keep-versions", "2").exits(0);

        String trainedAgain = TrainModelHarness.latest(artifacts).manifest().version();
        assertThat(second.err())
                .contains("Deleted the old version 20200102T000000Z.", "Deleted the old version 20200103T000000Z.");
        assertThat(versions()).containsExactlyInAnyOrder("mine-1", trained, trainedAgain);
    }

    @Test
    void aPointerThatCannotBeReadEndsTheRunBeforeItTrains() throws IOException {
        new TestLake(TrainModelHarness.session(), lake, 1).write();
        write("_latest", "garbage");

        JobRun run = launch().exits(5);

        assertThat(run.err()).contains("_latest").doesNotContain("Writing", "Training on");
        assertThat(versions()).isEmpty();
    }

    private JobRun launch(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--lake",
                lake.toUri().toString(),
                "--artifacts",
                artifacts.toUri().toString(),
                "--dimension",
                "4",
                "--max-sweeps",
                "3"));
        arguments.addAll(List.of(more));
        return TrainModelHarness.launch(arguments.toArray(String[]::new));
    }

    private void write(String file, String content) throws IOException {
        Path path = artifacts.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private List<String> versions() throws IOException {
        try (Stream<Path> files = Files.list(artifacts)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("_latest"))
                    .toList();
        }
    }
}
