package io.recoflow.runtime.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.storage.FaultyFileSystem;
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
class ConcurrentVersionsTest {

    private final Path folder;
    private final Path options;
    private final TestFolder test;

    ConcurrentVersionsTest(@TempDir Path folder, @TempDir Path arguments) throws IOException {
        this.folder = folder;
        this.test = new TestFolder(folder, FaultyFileSystem.DISK);
        this.options = Files.writeString(
                arguments.resolve("options"), "-cp \"" + System.getProperty("java.class.path") + "\" -Xmx128m");
    }

    @Test
    void readersNeverSeeAnythingButAWholeVersion() throws Exception {
        publish();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        Future<List<String>> seen = reader.submit(() -> {
            List<String> found = new ArrayList<>();
            while (!done.get() || found.isEmpty()) {
                String version = versions().latest().orElseThrow();
                assertThat(test.names(version)).contains("_whole", "text");
                assertThat(test.read(version + "/text")).isEqualTo("x");
                found.add(version);
            }
            return found;
        });

        for (int i = 0; i < 200; i++) {
            publish();
            versions().removeLeftovers(name -> {});
            versions().prune(5);
        }
        done.set(true);

        assertThat(seen.get()).isSorted();
        assertThat(versions().whole()).hasSize(5);
        reader.shutdown();
    }

    @Test
    void writersInManyThreadsAllEndAsWholeVersions() throws Exception {
        int writers = 4;
        int count = 20;
        ExecutorService executor = Executors.newFixedThreadPool(writers);
        List<Callable<List<VersionName>>> tasks = Collections.nCopies(writers, () -> {
            List<VersionName> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add(publish());
                versions().removeLeftovers(name -> {});
            }
            return names;
        });

        List<VersionName> published = new ArrayList<>();
        for (Future<List<VersionName>> each : executor.invokeAll(tasks)) {
            published.addAll(each.get());
        }

        assertThat(published).doesNotHaveDuplicates().hasSize(writers * count);
        assertThat(versions().whole()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(versions().latest()).hasValue(TextVersions.folder(Collections.max(published)));
        executor.shutdown();
    }

    @Test
    void writersInTwoProcessesAllEndAsWholeVersions() throws Exception {
        Process first = start(3);
        Process second = start(3);
        List<String> published = new ArrayList<>();
        for (Process process : List.of(first, second)) {
            try (BufferedReader output = process.inputReader()) {
                published.addAll(output.lines().toList());
            }
            assertThat(process.waitFor()).isZero();
        }

        assertThat(published).doesNotHaveDuplicates().hasSize(6);
        assertThat(versions().whole()).extracting(TextVersions::folder).containsExactlyInAnyOrderElementsOf(published);
        assertThat(published).allSatisfy(version -> assertThat(test.read(version + "/text"))
                .endsWith(version.substring("text=".length())));
        assertThat(versions().latest()).hasValue(Collections.max(published));
    }

    @Test
    void aProcessKeepsItsVersionUntilItIsKilled() throws Exception {
        Process writer = start(0);
        try (BufferedReader output = writer.inputReader()) {
            String version = output.readLine();
            assertThat(versions().removeLeftovers(name -> {})).isEmpty();
            assertThat(test.names(version)).containsExactly("_lease.json", "text");

            writer.destroyForcibly().waitFor();

            assertThat(versions().removeLeftovers(name -> {}))
                    .extracting(TextVersions::folder)
                    .containsExactly(version);
            assertThat(test.names("")).isEmpty();
        } finally {
            writer.destroyForcibly();
        }
    }

    private VersionedFolder versions() {
        return new VersionedFolder(test.storage(), test.root(), new TextVersions(), test);
    }

    private VersionName publish() {
        return TextVersions.publish(versions(), test.storage(), "x");
    }

    private Process start(int versions) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "@" + options,
                        VersionWriterMain.class.getName(),
                        folder.toString(),
                        String.valueOf(versions))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
