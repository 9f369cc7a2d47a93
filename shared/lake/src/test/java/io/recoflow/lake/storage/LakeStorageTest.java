package io.recoflow.lake.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.lake.Faults;
import io.recoflow.lake.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeStorageTest {

    private final java.nio.file.Path folder;

    LakeStorageTest(@TempDir java.nio.file.Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stopFaults() {
        FaultyFileSystem.reset();
    }

    @Test
    void localFilesHaveNoChecksumFilesBesideThem() throws IOException {
        LakeStorage storage = local();

        storage.write(file("a/b/data"), bytes("1"));
        storage.createNew(file("a/new"), bytes("2"));
        storage.replace(file("a/pointer"), bytes("3"));
        storage.replace(file("a/pointer"), bytes("4"));

        assertThat(storage.filesBelow(file("a")))
                .extracting(status -> status.getPath().getName())
                .containsExactlyInAnyOrder("data", "new", "pointer");
        assertThat(storage.read(file("a/pointer"))).hasValue(bytes("4"));
    }

    @Test
    void whatIsAbsentReadsAsEmpty() throws IOException {
        LakeStorage storage = local();

        assertThat(storage.read(file("absent"))).isEmpty();
        assertThat(storage.children(file("absent"))).isEmpty();
        assertThat(storage.filesBelow(file("absent"))).isEmpty();
        storage.delete(file("absent"));
    }

    @Test
    void readersSeeTheOldOrTheNewContentWhileAFileIsReplaced() throws Exception {
        LakeStorage storage = local();
        String small = "a".repeat(10);
        String large = "b".repeat(300_000);
        storage.replace(file("pointer"), bytes(small));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        Future<Integer> reads = reader.submit(() -> {
            int count = 0;
            while (!done.get() || count == 0) {
                assertThat(new String(storage.read(file("pointer")).orElseThrow(), UTF_8))
                        .satisfiesAnyOf(text -> assertThat(text).isEqualTo(small), text -> assertThat(text)
                                .isEqualTo(large));
                count++;
            }
            return count;
        });

        for (int i = 0; i < 300; i++) {
            storage.replace(file("pointer"), bytes(i % 2 == 0 ? large : small));
        }
        done.set(true);

        assertThat(reads.get()).isPositive();
        reader.shutdown();
    }

    @Test
    void ofManyThreadsThatCreateTheSameFileOneSucceeds() throws Exception {
        LakeStorage storage = local();
        int threads = 8;
        int files = 200;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Callable<List<Integer>>> creators = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            String content = "thread " + thread;
            creators.add(() -> {
                List<Integer> created = new ArrayList<>();
                for (int i = 0; i < files; i++) {
                    start.await();
                    if (storage.createNew(file("lock" + i), bytes(content))) {
                        created.add(i);
                    }
                }
                return created;
            });
        }

        List<Integer> created = new ArrayList<>();
        for (Future<List<Integer>> each : executor.invokeAll(creators)) {
            created.addAll(each.get());
        }

        assertThat(created).doesNotHaveDuplicates().hasSize(files);
        executor.shutdown();
    }

    @Test
    void aFullDiskIsAFailureOfTheStorageAndLeavesNoFile() throws IOException {
        java.nio.file.Path full = java.nio.file.Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "Skipped: only Linux has /dev/full");
        Files.createSymbolicLink(folder.resolve("data"), full);

        assertThatThrownBy(() -> local().write(file("data"), bytes("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void afterARefusedWriteAnObjectStoreStillHasTheOldContent() throws IOException {
        Path pointer = new Path(FaultyFileSystem.path(FaultyFileSystem.OBJECT_STORE, folder), "_latest");
        LakeStorage storage = LakeStorage.of(pointer, FaultyFileSystem.configuration());
        storage.replace(pointer, bytes("old"));
        FaultyFileSystem.set(Faults.always(file -> true));

        assertThat(storage.isObjectStore()).isTrue();
        assertThatThrownBy(() -> storage.replace(pointer, bytes("new"))).isInstanceOf(IOException.class);
        assertThat(storage.read(pointer)).hasValue(bytes("old"));
    }

    @Test
    void aFileThatCouldNotBeFinishedIsRemovedFromADisk() throws IOException {
        Path root = FaultyFileSystem.path(FaultyFileSystem.DISK, folder);
        LakeStorage storage = LakeStorage.of(root, FaultyFileSystem.configuration());
        storage.replace(new Path(root, "pointer"), bytes("old"));
        FaultyFileSystem.set(Faults.always(file -> true));

        assertThatThrownBy(() -> storage.write(new Path(root, "data"), bytes("x")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.createNew(new Path(root, "lock"), bytes("x")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.replace(new Path(root, "pointer"), bytes("new")))
                .isInstanceOf(IOException.class);

        assertThat(storage.filesBelow(root))
                .extracting(status -> status.getPath().getName())
                .containsExactly("pointer");
        assertThat(storage.read(new Path(root, "pointer"))).hasValue(bytes("old"));
    }

    private LakeStorage local() throws IOException {
        return LakeStorage.of(file(""), new Configuration());
    }

    private Path file(String name) {
        return new Path(folder.resolve(name).toUri());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
