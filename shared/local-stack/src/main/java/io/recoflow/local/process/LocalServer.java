package io.recoflow.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own with a directory of its own, in which its log is. Both are gone after {@link #close}, or
 * when the virtual machine ends.
 */
public final class LocalServer implements AutoCloseable {

    private static final int START_ATTEMPTS = 3;

    private final String name;
    private final Duration startLimit;
    private final Runnable beforeEnd;
    private final TemporaryDirectory directory;
    private final AtExit closeAtExit;
    private @Nullable ServerProcess process;

    private LocalServer(String name, Duration startLimit, Runnable beforeEnd) {
        this.name = name;
        this.startLimit = startLimit;
        this.beforeEnd = beforeEnd;
        this.directory = TemporaryDirectory.create("recoflow-" + name.toLowerCase(Locale.ROOT) + "-");
        this.closeAtExit = AtExit.run("close-" + name, this::end);
    }

    /**
     * A server that does not run yet.
     *
     * @param name what to call it in messages
     * @param startLimit how long it may take until it answers
     */
    public static LocalServer create(String name, Duration startLimit) {
        return create(name, startLimit, () -> {});
    }

    /**
     * A server that does not run yet, and that something must be done to before its process is killed.
     *
     * @param beforeEnd it may run twice
     */
    public static LocalServer create(String name, Duration startLimit, Runnable beforeEnd) {
        return new LocalServer(name, startLimit, beforeEnd);
    }

    /**
     * Starts the server on free ports.
     *
     * @param attempt calls {@link #run} with free ports; it is tried again when another program took them meanwhile
     * @return what the successful attempt returned
     * @throws IllegalStateException when no attempt succeeded; the server is closed then
     */
    public <S> S start(Supplier<S> attempt) {
        IllegalStateException last = new IllegalStateException(name + " was not started");
        for (int i = 0; i < START_ATTEMPTS; i++) {
            try {
                return attempt.get();
            } catch (IllegalStateException e) {
                last = e;
            }
        }
        close();
        throw last;
    }

    /**
     * Starts the process and returns when it answers. A process that does not answer is killed.
     *
     * @param environment variables beside those of this process
     * @param answers asked again and again; it must return soon, whether the server is up or not
     * @throws IllegalStateException with the end of its log, when the server ends or does not answer in time
     */
    public void run(List<String> command, Map<String, String> environment, BooleanSupplier answers) {
        ServerProcess started;
        synchronized (this) {
            started = ServerProcess.start(name, command, environment, directory(), log());
            process = started;
        }
        started.awaitReady(answers, startLimit);
    }

    /** Where the server runs, and may keep files. */
    public Path directory() {
        return directory.path();
    }

    /** The file that its output is appended to. */
    public Path log() {
        return directory().resolve("server.log");
    }

    /** Ends the process at once, like an outage; its directory stays. */
    public synchronized void stop() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public void close() {
        end();
        closeAtExit.cancel();
    }

    private synchronized void end() {
        beforeEnd.run();
        stop();
        directory.close();
    }
}
