package io.recoflow.local.node;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.process.AtExit;
import io.recoflow.local.process.ServerProcess;
import io.recoflow.local.process.TemporaryDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server from npm, in a process of its own with a directory of its own. Both are gone after {@link #close}, or when
 * the virtual machine ends.
 */
public final class NodeServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int START_ATTEMPTS = 3;

    private final String name;
    private final Path modules;
    private final TemporaryDirectory directory;
    private final AtExit closeAtExit;
    private @Nullable ServerProcess process;

    private NodeServer(String name, Path modules) {
        this.name = name;
        this.modules = modules;
        this.directory = TemporaryDirectory.create("recoflow-node-");
        this.closeAtExit = AtExit.run("close-" + name, this::delete);
    }

    /**
     * Installs the server's package, if need be, and starts the server.
     *
     * @param name what to call it in messages
     * @param attempt calls {@link #run} with free ports; it is tried again when another program took them meanwhile
     * @return what the successful attempt returned
     * @throws IllegalStateException when Node.js is missing, or no attempt succeeded; nothing is left then
     */
    public static <S> S start(String name, Function<NodeServer, S> attempt) {
        NodeServer server = new NodeServer(name, NodePackages.ofTheLocalStack().install());
        try {
            return server.firstSuccess(attempt);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Starts the process, on 127.0.0.1 only, and returns when it answers. A process that does not answer is killed.
     *
     * @param script relative to {@code node_modules}, or absolute
     * @throws IllegalStateException with the end of its log, when the server ends or does not answer in time
     */
    public void run(String script, List<String> arguments, Map<String, String> environment, BooleanSupplier answers) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                "--require",
                ProjectHome.directory()
                        .resolve("shared/local-stack/services/listen-on-loopback.cjs")
                        .toString(),
                modules.resolve(script).toString()));
        command.addAll(arguments);
        ServerProcess started;
        synchronized (this) {
            started = ServerProcess.start(
                    name, command, environment, directory(), directory().resolve("server.log"));
            process = started;
        }
        started.awaitReady(answers, START_LIMIT);
    }

    /** The directory {@code node_modules}. */
    public Path modules() {
        return modules;
    }

    /** Where the server runs, and may keep files. */
    public Path directory() {
        return directory.path();
    }

    @Override
    public void close() {
        delete();
        closeAtExit.cancel();
    }

    private synchronized void delete() {
        if (process != null) {
            process.kill();
            process = null;
        }
        directory.close();
    }

    private <S> S firstSuccess(Function<NodeServer, S> attempt) {
        IllegalStateException last = new IllegalStateException(name + " was not started");
        for (int i = 0; i < START_ATTEMPTS; i++) {
            try {
                return attempt.apply(this);
            } catch (IllegalStateException e) {
                last = e;
            }
        }
        throw last;
    }
}
