package io.recoflow.runtime.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files where something fails, and on a disk. */
class FileStorageTest {

    private final java.nio.file.Path folder;

    FileStorageTest(@TempDir java.nio.file.Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stopFaults() {
        FaultyFileSystem.reset();
    }

    @Test
    void readersSeeTheOldOrTheNewContentWhileAFileIsReplaced() throws Exception {
        FileStorage storage = local();
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
    void aFileThatIsReplacedWhileItIsReadIsReadAgain() throws IOException {
        Path root = new Path(ReplacedFileSystem.SCHEME + "://" + folder);
        FileStorage storage = FileStorage.of(root, ReplacedFileSystem.configuration());
        Path pointer = new Path(root, "_latest");
        storage.write(pointer, bytes("new"));

        ReplacedFileSystem.replaceFor(3);
        assertThat(storage.read(pointer)).hasValue(bytes("new"));

        ReplacedFileSystem.replaceFor(1_000);
        assertThatThrownBy(() -> storage.read(pointer))
                .isInstanceOf(ReplacedFileSystem.RemoteFileChangedException.class);
        ReplacedFileSystem.replaceFor(0);
    }

    @Test
    void ofManyThreadsThatCreateTheSameFileOneSucceeds() throws Exception {
        FileStorage storage = local();
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
        FileStorage storage = FileStorage.of(pointer, FaultyFileSystem.configuration());
        storage.replace(pointer, bytes("old"));
        FaultyFileSystem.set(Faults.always(file -> true));

        assertThat(storage.isObjectStore()).isTrue();
        assertThatThrownBy(() -> storage.replace(pointer, bytes("new"))).isInstanceOf(IOException.class);
        assertThat(storage.read(pointer)).hasValue(bytes("old"));
    }

    @Test
    void aFileThatCouldNotBeFinishedIsRemovedFromADisk() throws IOException {
        Path root = FaultyFileSystem.path(FaultyFileSystem.DISK, folder);
        FileStorage storage = FileStorage.of(root, FaultyFileSystem.configuration());
        storage.replace(new Path(root, "pointer"), bytes("old"));
        FaultyFileSystem.set(Faults.always(file -> true));

        assertThatThrownBy(() -> storage.write(new Path(root, "data"), bytes("x")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.createNew(new Path(root, "lock"), bytes("x")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.replace(new Path(root, "pointer"), bytes("new")))
                .isInstanceOf(IOException.class);

        assertThat(storage.filesBelow(root)).extracting(StoredFile::path).containsExactly("pointer");
        assertThat(storage.read(new Path(root, "pointer"))).hasValue(bytes("old"));
    }

    static Stream<Arguments> contentThatFails() {
        return Stream.of(
                        FaultyFileSystem.DISK,
                        FaultyFileSystem.OBJECT_STORE,
                        FaultyFileSystem.OBJECT_STORE_WITHOUT_ABORT)
                .flatMap(scheme -> Stream.of(new IOException("lost"), new IllegalStateException("bug"))
                        .map(failure -> Arguments.of(scheme, failure)));
    }

    @ParameterizedTest
    @MethodSource("contentThatFails")
    void contentThatFailsLeavesNoFile(String scheme, Exception failure) throws IOException {
        Path root = FaultyFileSystem.path(scheme, folder);
        FileStorage storage = FileStorage.of(root, FaultyFileSystem.configuration());

        assertThatThrownBy(() -> storage.write(new Path(root, "data"), stream -> failAfter(stream, failure)))
                .isSameAs(failure);

        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("contentThatFails")
    void contentThatFailsIsNeverSeenInPartAndReplacesNothingWhereAnUploadCanBeGivenUp(String scheme, Exception failure)
            throws IOException {
        Path root = FaultyFileSystem.path(scheme, folder);
        FileStorage storage = FileStorage.of(root, FaultyFileSystem.configuration());
        storage.write(new Path(root, "data"), bytes("old"));

        assertThatThrownBy(() -> storage.write(new Path(root, "data"), stream -> failAfter(stream, failure)))
                .isSameAs(failure);

        if (scheme.equals(FaultyFileSystem.OBJECT_STORE)) {
            assertThat(storage.read(new Path(root, "data"))).hasValue(bytes("old"));
        } else {
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static void failAfter(OutputStream stream, Exception failure) throws IOException {
        FileStorageContract.writeNumbers(stream, 100_000);
        if (failure instanceof IOException lost) {
            throw lost;
        }
        throw (RuntimeException) failure;
    }

    private FileStorage local() throws IOException {
        return FileStorage.of(file(""), new Configuration());
    }

    private Path file(String name) {
        return new Path(folder.resolve(name).toUri());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
