package io.recoflow.lake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.version.VersionName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ConcurrentSnapshotsTest {

    private final Path folder;
    private final Path options;

    ConcurrentSnapshotsTest(@TempDir Path folder, @TempDir Path arguments) throws IOException {
        this.folder = folder;
        this.options = Files.writeString(
                arguments.resolve("options"), "-cp \"" + System.getProperty("java.class.path") + "\" -Xmx128m");
    }

    @Test
    void readersNeverSeeAnythingButAWholeSnapshot() throws Exception {
        TestDataset test = new TestDataset(folder);
        test.publish();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        Future<List<String>> seen = reader.submit(() -> {
            List<String> snapshots = new ArrayList<>();
            SnapshotDataset dataset = test.dataset();
            while (!done.get() || snapshots.isEmpty()) {
                String snapshot = dataset.latest().orElseThrow().snapshot();
                assertThat(test.names(snapshot)).contains("_snapshot.json", "part-0");
                assertThat(test.read(snapshot + "/part-0")).isEqualTo("x");
                snapshots.add(snapshot);
            }
            return snapshots;
        });

        for (int i = 0; i < 200; i++) {
            test.publish();
            test.dataset().removeLeftovers(name -> {});
            test.dataset().prune(5);
        }
        done.set(true);

        assertThat(seen.get()).isSorted();
        assertThat(test.dataset().wholeSnapshots()).hasSize(5);
        reader.shutdown();
    }

    @Test
    void writersInManyThreadsAllEndAsWholeSnapshots() throws Exception {
        TestDataset test = new TestDataset(folder);
        int writers = 4;
        int snapshots = 20;
        ExecutorService executor = Executors.newFixedThreadPool(writers);
        List<Callable<List<VersionName>>> tasks = Collections.nCopies(writers, () -> {
            List<VersionName> names = new ArrayList<>();
            for (int i = 0; i < snapshots; i++) {
                names.add(test.publish());
                test.dataset().removeLeftovers(name -> {});
            }
            return names;
        });

        List<VersionName> published = new ArrayList<>();
        for (Future<List<VersionName>> each : executor.invokeAll(tasks)) {
            published.addAll(each.get());
        }

        assertThat(published).doesNotHaveDuplicates().hasSize(writers * snapshots);
        assertThat(test.dataset().wholeSnapshots()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(test.dataset().latest().orElseThrow().snapshot())
                .isEqualTo(Collections.max(published).folder());
        executor.shutdown();
    }

    @Test
    void writersInTwoProcessesAllEndAsWholeSnapshots() throws Exception {
        Process first = start(3);
        Process second = start(3);
        List<String> published = new ArrayList<>();
        for (Process process : List.of(first, second)) {
            try (BufferedReader output = process.inputReader()) {
                published.addAll(output.lines().toList());
            }
            assertThat(process.waitFor()).isZero();
        }

        TestDataset test = new TestDataset(folder);
        assertThat(published).doesNotHaveDuplicates().hasSize(6);
        assertThat(test.dataset().wholeSnapshots())
                .extracting(VersionName::folder)
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(published).allSatisfy(snapshot -> assertThat(test.read(snapshot + "/part-0"))
                .endsWith(snapshot.substring("snapshot=".length())));
        assertThat(test.dataset().latest().orElseThrow().snapshot()).isEqualTo(Collections.max(published));
    }

    @Test
    void aProcessKeepsItsSnapshotUntilItIsKilled() throws Exception {
        TestDataset test = new TestDataset(folder);
        Process writer = start(0);
        try (BufferedReader output = writer.inputReader()) {
            String snapshot = output.readLine();
            assertThat(test.dataset().removeLeftovers(name -> {})).isEmpty();
            assertThat(test.names(snapshot)).containsExactly("_writing.json", "part-0");

            writer.destroyForcibly().waitFor();

            assertThat(test.dataset().removeLeftovers(name -> {}))
                    .extracting(VersionName::folder)
                    .containsExactly(snapshot);
            assertThat(test.names("")).isEmpty();
        } finally {
            writer.destroyForcibly();
        }
    }

    private Process start(int snapshots) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "@" + options,
                        SnapshotWriterMain.class.getName(),
                        folder.toString(),
                        String.valueOf(snapshots))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
