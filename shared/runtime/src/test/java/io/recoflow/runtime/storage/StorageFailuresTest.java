package io.recoflow.runtime.storage;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.StorageFailures.StorageOperation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorageFailuresTest {

    @Test
    void whatCanPassIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();

        String result = retried("write x", () -> {
            if (tries.incrementAndGet() < 3) {
                throw new IOException("503 Slow Down");
            }
            return "written";
        });

        assertThat(result).isEqualTo("written");
        assertThat(tries).hasValue(3);
    }

    @Test
    void afterFiveTriesTheJobEnds() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> failing(() -> {
                    tries.incrementAndGet();
                    throw new IOException("503 Slow Down");
                }))
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.STORAGE_FAILED))
                .hasMessage(
                        "Cannot write x: 503 Slow Down. Check the space, the rights and the address of the storage, then"
                                + " run the job again; what was published before is untouched");
        assertThat(tries).hasValue(5);
    }

    static Stream<IOException> permanentFailures() {
        return Stream.of(
                new IOException("No space left on device"),
                new IOException("/lake (Read-only file system)"),
                new AccessDeniedException("/lake"),
                new FileNotFoundException("/lake (Permission denied)"),
                new FileAlreadyExistsException("/lake"),
                new InterruptedIOException("stopped"));
    }

    @ParameterizedTest
    @MethodSource("permanentFailures")
    void whatCannotPassIsTriedOnce(IOException permanent) {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> retried("write x", () -> {
                    tries.incrementAndGet();
                    throw permanent;
                }))
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.STORAGE_FAILED));

        assertThat(tries).hasValue(1);
        boolean interrupted = Thread.interrupted();
        assertThat(interrupted).isEqualTo(permanent instanceof InterruptedIOException);
    }

    /** Java's own exceptions say where, and leave it to their class to say what. */
    @Test
    void aFailureThatNamesAFileAloneIsToldInWords(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertTold(() -> Files.createDirectories(file), "a file of that name is in the way (" + file + ")");
        assertTold(() -> Files.delete(folder), "the folder is not empty (" + folder + ")");
        assertTold(() -> Files.size(folder.resolve("none")), "there is no such file or folder");
        assertTold(
                () -> {
                    throw new AccessDeniedException("/lake");
                },
                "access is denied (/lake)");
        assertTold(
                () -> {
                    throw new java.nio.file.FileSystemLoopException("/lake");
                },
                "FileSystemLoopException (/lake)");
    }

    private static void assertTold(StorageOperation operation, String cause) {
        assertThatThrownBy(() -> failing(operation)).hasMessageStartingWith("Cannot write x: " + cause);
    }

    @Test
    void fullStoragesAreKnown() {
        assertThat(StorageFailures.isFull(new IOException(new IOException("No space left on device"))))
                .isTrue();
        assertThat(StorageFailures.isFull(new IOException("Disk quota exceeded")))
                .isTrue();
        assertThat(StorageFailures.isFull(new DSQuotaExceededException())).isTrue();
        assertThat(StorageFailures.isFull(new IOException("503 Slow Down"))).isFalse();
    }

    /** HDFS's, by its name. */
    private static final class DSQuotaExceededException extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aBugIsNoFailureOfTheStorage() {
        assertThatThrownBy(() -> failing(() -> {
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void failing(StorageOperation operation) {
        retried("write x", operation);
    }
}
