package io.recoflow.lake.parquet;

import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.storage.StorageFailures;
import java.io.Closeable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes encoded files to the storage while the next ones are encoded, with a bound on their number and bytes. For one
 * submitting thread. The first failure ends it: later calls throw it.
 */
final class FileUploads implements Closeable {

    private final FileStorage storage;
    private final int filesInFlight;
    private final int bytesInFlight;
    private final Semaphore files;
    private final Semaphore bytes;
    private final ExecutorService executor;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    FileUploads(FileStorage storage, int filesInFlight, int bytesInFlight) {
        this.storage = storage;
        this.filesInFlight = filesInFlight;
        this.bytesInFlight = bytesInFlight;
        this.files = new Semaphore(filesInFlight);
        this.bytes = new Semaphore(bytesInFlight);
        this.executor = Executors.newFixedThreadPool(filesInFlight, task -> {
            Thread thread = new Thread(task, "lake-upload");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Writes a file in the background, after waiting until the bounds allow it. */
    void submit(Path file, byte[] content) throws InterruptedException {
        // A file over the bound goes alone.
        int permits = Math.min(content.length, bytesInFlight);
        bytes.acquire(permits);
        files.acquire();
        throwFailure();
        executor.execute(() -> {
            try {
                StorageFailures.retried("write " + file, () -> storage.write(file, content));
            } catch (RuntimeException | Error failed) {
                failure.compareAndSet(null, failed);
            } finally {
                files.release();
                bytes.release(permits);
            }
        });
    }

    /** Returns once all files are written. */
    void await() throws InterruptedException {
        files.acquire(filesInFlight);
        files.release(filesInFlight);
        throwFailure();
    }

    /** Gives up what is not written yet, and returns when nothing of it is under way any more. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwFailure() {
        Throwable failed = failure.get();
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
