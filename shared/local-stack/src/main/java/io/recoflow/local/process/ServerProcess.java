package io.recoflow.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server in a process of its own, which ends with this one at the latest. */
public final class ServerProcess {
    private static final Duration POLL = Duration.ofMillis(20);

    private final String name;
    private final Process process;
    private final Path log;
    private final AtExit killAtExit;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.killAtExit = AtExit.run("end-of-" + name, process::destroyForcibly);
    }

    /**
     * Starts a server; it may not answer yet.
     *
     * @param name what to call it in messages
     * @param log file that its output is appended to
     */
    public static ServerProcess start(String name, List<String> command, Path directory, Path log) {
        return start(name, command, Map.of(), directory, log);
    }

    /**
     * Starts a server that takes settings from its environment; it may not answer yet.
     *
     * @param name what to call it in messages
     * @param environment variables beside those of this process
     * @param log file that its output is appended to
     */
    public static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return supervised(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    /**
     * Waits until the server answers. A server that does not is killed.
     *
     * @param answers asked again and again; it must return soon, whether the server is up or not
     * @throws IllegalStateException with the end of its log, when the server ends or does not answer within the limit
     */
    public void awaitReady(BooleanSupplier answers, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers.getAsBoolean()) {
            boolean ended;
            try {
                ended = process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                kill();
                Thread.currentThread().interrupt();
                throw new IllegalStateException(name + " was interrupted while it started", e);
            }
            if (ended || System.nanoTime() - deadline > 0) {
                kill();
                throw new IllegalStateException(name
                        + (ended ? " ended with exit code " + process.exitValue() : " did not answer within " + limit)
                        + " while it started. Its log ends with:\n" + LogFile.end(log));
            }
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process at once, as {@code kill -9} does, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        killAtExit.cancel();
    }

    private static ServerProcess supervised(String name, Process process, Path log) {
        try {
            return new ServerProcess(name, process, log);
        } catch (IllegalStateException e) {
            // The virtual machine ends right now, so nobody else would end the server.
            process.destroyForcibly();
            throw e;
        }
    }
}
