package io.recoflow.local.submit;

import io.recoflow.local.process.AtExit;
import io.recoflow.local.process.LogFile;
import io.recoflow.local.process.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A submitted job in its process, which ends with this one at the latest. What it writes goes to files, so that nobody
 * need read it for it to go on. Closing it kills it, if that is still to be done, and forgets what it wrote.
 */
public final class SubmittedJob implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Process process;
    private final TemporaryDirectory directory;
    private final AtExit killAtExit;

    private SubmittedJob(Process process, TemporaryDirectory directory) {
        this.process = process;
        this.directory = directory;
        this.killAtExit = AtExit.run("end-of-submitted-job", process::destroyForcibly);
    }

    /** Starts a program with files for its stdout and stderr. */
    static SubmittedJob start(ProcessBuilder builder) {
        TemporaryDirectory directory = TemporaryDirectory.create("recoflow-submit-");
        return start(
                builder.redirectOutput(out(directory).toFile())
                        .redirectError(err(directory).toFile()),
                directory);
    }

    /** Starts a program with this process's own stdout and stderr. */
    static SubmittedJob startAttached(ProcessBuilder builder) {
        return start(
                builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT),
                TemporaryDirectory.create("recoflow-submit-"));
    }

    private static SubmittedJob start(ProcessBuilder builder, TemporaryDirectory directory) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new SubmittedJob(process, directory);
        } catch (IOException e) {
            directory.close();
            throw new UncheckedIOException("bin/spark-submit cannot be started", e);
        }
    }

    /** What is waited for while a job runs. */
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        /** Whether it holds at this moment; it returns soon. */
        boolean holds() throws E;
    }

    /** How waiting ended. */
    public enum Outcome {
        CONDITION_MET,
        JOB_ENDED,
        LIMIT_REACHED
    }

    /** Waits until the condition holds, or else the job ends, or else the limit is reached; and tells which it was. */
    public <E extends Exception> Outcome await(Condition<E> condition, Duration limit) throws E {
        return await(condition, limit, LOOK);
    }

    /** As {@link #await(Condition, Duration)}, with so much time between two looks. */
    public <E extends Exception> Outcome await(Condition<E> condition, Duration limit, Duration look) throws E {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (ends(look)) {
                return condition.holds() ? Outcome.CONDITION_MET : Outcome.JOB_ENDED;
            }
            if (System.nanoTime() - deadline > 0) {
                return Outcome.LIMIT_REACHED;
            }
        }
        return Outcome.CONDITION_MET;
    }

    /**
     * Waits until the condition holds.
     *
     * @param what the condition, for the message
     * @throws IllegalStateException when the job ends before, or the limit is reached; the message says which, and has the
     *     end of what it wrote on stderr
     */
    public <E extends Exception> void require(String what, Condition<E> condition, Duration limit) throws E {
        Outcome outcome = await(condition, limit);
        if (outcome != Outcome.CONDITION_MET) {
            throw new IllegalStateException((outcome == Outcome.JOB_ENDED
                            ? "The job ended with exit code " + process.exitValue() + " before "
                            : "After " + limit.toSeconds() + " s the job still runs, not yet: ")
                    + what + ". What it wrote ends with:\n" + LogFile.end(err(directory)));
        }
    }

    /** Waits until it has written a text on stderr, see {@link #require}. */
    public void requireErr(String text, Duration limit) {
        require("'" + text + "' on stderr", () -> err().contains(text), limit);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote on stdout so far. */
    public String out() {
        return text(out(directory));
    }

    /** What it wrote on stderr so far. */
    public String err() {
        return text(err(directory));
    }

    /** Whether one of its threads runs a method at this moment, as {@code jcmd} tells. */
    public boolean runs(String method) {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process jcmd = new ProcessBuilder(program, String.valueOf(pid()), "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(method);
        } catch (IOException e) {
            throw new UncheckedIOException("jcmd cannot be run", e);
        }
    }

    /** {@code kill -TERM} of the driver. */
    public void terminate() {
        process.destroy();
    }

    /** {@code kill -9} of the driver; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        ends(Duration.ofMinutes(1));
    }

    /**
     * Waits for its end.
     *
     * @return the exit code, and all that it wrote
     * @throws IllegalStateException when it takes longer than the limit; then it is killed, and the message has what it
     *     wrote on stderr
     */
    public SparkSubmit.Result end(Duration limit) {
        if (!ends(limit)) {
            kill();
            String err = err();
            throw new IllegalStateException("The job ran longer than " + limit.toSeconds() + " s and was killed"
                    + (err.isEmpty() ? "" : ":\n" + err));
        }
        return new SparkSubmit.Result(process.exitValue(), out(), err());
    }

    @Override
    public void close() {
        kill();
        killAtExit.cancel();
        directory.close();
    }

    /** Whether it ends within the time. */
    private boolean ends(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a job ran", e);
        }
    }

    private static Path out(TemporaryDirectory directory) {
        return directory.path().resolve("out");
    }

    private static Path err(TemporaryDirectory directory) {
        return directory.path().resolve("err");
    }

    private static String text(Path file) {
        if (!Files.exists(file)) {
            return "";
        }
        try {
            // A job may write anything; what is not UTF-8 must not hide the rest.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what the job wrote", e);
        }
    }
}
