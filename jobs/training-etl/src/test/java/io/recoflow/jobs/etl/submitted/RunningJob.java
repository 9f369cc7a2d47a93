package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.recoflow.local.submit.SparkSubmit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A submitted job while it runs. Closing it kills it, if that is still to be done. */
final class RunningJob implements AutoCloseable {

    private final Process process;
    private final Output out;
    private final Output err;

    private RunningJob(Process process) {
        this.process = process;
        this.out = new Output(process.inputReader(UTF_8));
        this.err = new Output(process.errorReader(UTF_8));
    }

    static RunningJob start(SparkSubmit job) {
        return new RunningJob(job.start());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote on stderr so far. */
    String err() {
        return err.text();
    }

    /** Waits until it has written a text on stderr. */
    void awaitErr(String text) {
        await("'" + text + "' on stderr")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> err().contains(text) || !isAlive());
        if (!err().contains(text)) {
            throw new IllegalStateException("The job ended without writing '" + text + "':\n" + err());
        }
    }

    /** {@code kill -9} of the driver; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        end(Duration.ofSeconds(30));
    }

    /** Waits for its end. */
    SparkSubmit.Result end(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The job still runs after " + limit + ":\n" + err());
            }
            out.awaitEnd();
            err.awaitEnd();
            return new SparkSubmit.Result(process.exitValue(), out.text(), err.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Reads a stream to its end, so that the job never waits for a reader. */
    private static final class Output {

        private final StringBuffer text = new StringBuffer();
        private final Thread reader;

        Output(BufferedReader stream) {
            reader = new Thread(() -> readAll(stream), "output-of-job");
            reader.setDaemon(true);
            reader.start();
        }

        String text() {
            return text.toString();
        }

        void awaitEnd() throws InterruptedException {
            reader.join(TimeUnit.SECONDS.toMillis(10));
        }

        private void readAll(BufferedReader stream) {
            try (stream) {
                for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                    text.append(line).append('\n');
                }
            } catch (IOException killed) {
                text.append(new UncheckedIOException(killed).getMessage()).append('\n');
            }
        }
    }
}
