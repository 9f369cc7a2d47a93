package io.recoflow.local.node;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.process.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A server from npm, in a process of its own with a directory of its own. Both are gone after {@link #close}, or when
 * the virtual machine ends.
 */
public final class NodeServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path modules;
    private final LocalServer server;

    private NodeServer(String name, Path modules) {
        this.modules = modules;
        this.server = LocalServer.create(name, START_LIMIT);
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
        return server.server.start(() -> attempt.apply(server));
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
        server.run(command, environment, answers);
    }

    /** The directory {@code node_modules}. */
    public Path modules() {
        return modules;
    }

    /** Where the server runs, and may keep files. */
    public Path directory() {
        return server.directory();
    }

    @Override
    public void close() {
        server.close();
    }
}
