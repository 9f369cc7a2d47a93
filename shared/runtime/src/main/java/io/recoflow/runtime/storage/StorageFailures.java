package io.recoflow.runtime.storage;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** What happens when storage fails: retried where that can help, else the end of the job (exit code 6). */
public final class StorageFailures {

    /** S3A retries throttling and 5xx by itself; these tries come on top and cover every other file system. */
    private static final int TRIES = 5;

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    /** By name, because hadoop-aws is only there where files are on S3. */
    private static final Set<String> PERMANENT_S3_FAILURES =
            Set.of("UnknownStoreException", "NoAwsCredentialsException", "CredentialInitializationException");

    private static final Map<Class<?>, String> REASONS = Map.of(
            AccessDeniedException.class, "access is denied",
            NoSuchFileException.class, "there is no such file or folder",
            NotDirectoryException.class, "that is no folder",
            DirectoryNotEmptyException.class, "the folder is not empty",
            java.nio.file.FileAlreadyExistsException.class, "a file of that name is in the way");

    private static final Pattern FULL = Pattern.compile("No space left on device|Disk quota exceeded");

    /** HDFS's quotas of bytes and of names. */
    private static final Set<String> FULL_BY_NAME = Set.of("DSQuotaExceededException", "NSQuotaExceededException");

    private static final RetryPolicy<Object> POLICY = RetryPolicy.builder()
            .handleIf(failure -> failure instanceof IOException && canPass((IOException) failure))
            .withBackoff(FIRST_DELAY, LONGEST_DELAY)
            .withJitter(0.25)
            .withMaxRetries(TRIES - 1)
            .build();

    private StorageFailures() {}

    /**
     * Runs an operation that may be repeated, again where its failure can pass.
     *
     * @param what the operation in words, for the message: "write the snapshot's manifest"
     * @throws JobException with {@link ExitCode#STORAGE_FAILED} when it failed for good
     */
    public static <T> T retried(String what, CheckedSupplier<T> operation) {
        try {
            return Failsafe.with(POLICY).get(operation);
        } catch (FailsafeException wrapped) {
            Throwable failure = wrapped.getCause() == null ? wrapped : wrapped.getCause();
            if (failure instanceof InterruptedException || failure instanceof InterruptedIOException) {
                Thread.currentThread().interrupt();
            }
            throw ended(what, failure);
        }
    }

    /** {@link #retried(String, CheckedSupplier)} of an operation without a result. */
    public static void retried(String what, StorageOperation operation) {
        retried(what, () -> {
            operation.run();
            return Boolean.TRUE;
        });
    }

    /** Whether the storage refuses to take more, so that something has to be deleted first. */
    public static boolean isFull(Throwable failure) {
        return Causes.of(failure).stream()
                .anyMatch(each -> FULL_BY_NAME.contains(each.getClass().getSimpleName())
                        || FULL.matcher(String.valueOf(each.getMessage())).find());
    }

    static boolean canPass(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return !(failure instanceof AccessDeniedException
                || failure instanceof AccessControlException
                || failure instanceof FileNotFoundException
                || failure instanceof FileAlreadyExistsException
                || failure instanceof ParentNotDirectoryException
                || failure instanceof UnsupportedFileSystemException
                || failure instanceof InterruptedIOException
                || PERMANENT_S3_FAILURES.contains(failure.getClass().getSimpleName())
                || isFull(failure)
                || message.contains("Read-only file system"));
    }

    private static JobException ended(String what, Throwable failure) {
        return new JobException(
                ExitCode.STORAGE_FAILED,
                "Cannot " + what,
                reason(failure),
                "Check the space, the rights and the address of the storage, then run the job again; what was published"
                        + " before is untouched",
                failure);
    }

    /** Java's own exceptions of files often name the file and nothing else. */
    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof FileSystemException named && named.getReason() == null) {
            return REASONS.getOrDefault(failure.getClass(), failure.getClass().getSimpleName()) + " (" + message + ")";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : message;
    }

    /** An operation on storage that may be repeated. */
    @FunctionalInterface
    public interface StorageOperation {
        void run() throws IOException;
    }
}
