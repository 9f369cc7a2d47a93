package io.recoflow.local.kafka;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.process.FreePort;
import io.recoflow.local.process.LocalServer;
import io.recoflow.local.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * Kafka on this machine: a broker that is its own controller, in a process of its own, on free ports of 127.0.0.1. It starts
 * in some four seconds, and ends and forgets everything at {@link #close} or when the virtual machine ends.
 *
 * <p>Topics are not made by asking for them, and have the broker's time of arrival as their records' timestamp.
 */
public final class LocalKafka implements AutoCloseable {

    /** Who may log in at {@link #serversWithLogin}. */
    public static final String USER = "reader";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);
    private static final Path CLASS_PATH = Path.of("shared/local-stack/kafka/target/classpath.txt");

    private final LocalServer server;
    private final String password;
    private int open;
    private int login;

    private LocalKafka(LocalServer server) {
        this.server = server;
        this.password = Uuid.randomUuid().toString();
    }

    /**
     * Starts a Kafka without topics, and returns when it answers.
     *
     * @throws IllegalStateException when the project is not built or the broker does not start
     */
    public static LocalKafka start() {
        LocalServer server = LocalServer.create("Kafka", START_LIMIT);
        return server.start(() -> {
            LocalKafka kafka = new LocalKafka(server);
            kafka.run();
            return kafka;
        });
    }

    /** Where anybody may connect: {@code 127.0.0.1:<port>}. */
    public String servers() {
        return "127.0.0.1:" + open;
    }

    /** Where only {@link #USER} may, by SASL's PLAIN without TLS. */
    public String serversWithLogin() {
        return "127.0.0.1:" + login;
    }

    /** Of {@link #USER}. */
    public String password() {
        return password;
    }

    /** Ends the broker and deletes what it stored. */
    @Override
    public void close() {
        server.close();
    }

    private void run() {
        open = FreePort.find();
        login = FreePort.find();
        int controller = FreePort.find();
        Path settings = server.directory().resolve("server.properties");
        try {
            Files.writeString(settings, settings(controller));
            format(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka cannot be prepared in " + server.directory(), e);
        }
        server.run(command("kafka.Kafka", settings.toString()), Map.of(), this::answers);
    }

    private String settings(int controller) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%1$d
                listeners=OPEN://127.0.0.1:%2$d,LOGIN://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%1$d
                advertised.listeners=OPEN://127.0.0.1:%2$d,LOGIN://127.0.0.1:%3$d
                listener.security.protocol.map=OPEN:PLAINTEXT,LOGIN:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=OPEN
                controller.listener.names=CONTROLLER
                listener.name.login.sasl.enabled.mechanisms=PLAIN
                listener.name.login.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
                required user_%4$s="%5$s";
                log.dirs=%6$s
                log.message.timestamp.type=LogAppendTime
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                """.formatted(
                controller, open, login, USER, password, server.directory().resolve("data"));
    }

    private void format(Path settings) throws IOException {
        Process process = new ProcessBuilder(command(
                        "kafka.tools.StorageTool",
                        "format",
                        "--ignore-formatted",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(server.log().toFile()))
                .start();
        try {
            if (!process.waitFor(FORMAT_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "Kafka's folder cannot be prepared. Its log ends with:\n" + LogFile.end(server.log()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka's folder was prepared", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The listener for all is the last to open: who may come in is settled before. */
    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), open);
                LocalTopics topics = LocalTopics.at(servers())) {
            return socket.isConnected() && topics.answer();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command(String program, String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath(),
                                program),
                        Stream.of(arguments))
                .collect(Collectors.toList());
    }

    private static String classPath() {
        Path file = ProjectHome.directory().resolve(CLASS_PATH);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The local stack is not built: " + file + " does not exist. Run `mvn -DskipTests package` in "
                            + ProjectHome.directory(),
                    e);
        }
    }
}
