package io.recoflow.emr.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.local.submit.SparkSubmit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A submitted job while it runs. Closing it kills it, if that is still to be done. */
final class RunningJob implements AutoCloseable {

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;

    private RunningJob(Process process) {
        this.process = process;
        this.out = text(process.getInputStream());
        this.err = text(process.getErrorStream());
    }

    static RunningJob start(SparkSubmit job) {
        return new RunningJob(job.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end by SIGTERM, where it still runs, and returns when it has. */
    SparkSubmit.Result end(Duration limit) throws InterruptedException {
        // Unlike the process itself, its handle leaves the pipes open.
        process.toHandle().destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            // What it wrote is complete when it is gone.
            process.toHandle().destroyForcibly();
            throw new IllegalStateException("The job did not end within " + limit + " of SIGTERM:\n" + err.join());
        }
        return new SparkSubmit.Result(process.exitValue(), out.join(), err.join());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** All of a stream, read as it comes: a full pipe would hold the process up. */
    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new String(stream.readAllBytes(), UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException("Cannot read what the job wrote", e);
                    }
                },
                RunningJob::runInThread);
    }

    private static void runInThread(Runnable reader) {
        Thread thread = new Thread(reader, "output-of-job");
        thread.setDaemon(true);
        thread.start();
    }
}
