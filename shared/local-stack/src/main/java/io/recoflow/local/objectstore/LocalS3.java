package io.recoflow.local.objectstore;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.process.FreePort;
import io.recoflow.local.process.LocalServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * S3 on this machine: S3Mock in a process of its own, on a free port of 127.0.0.1, with plain HTTP and path-style
 * access. It starts in a few seconds, and ends and forgets everything at {@link #close} or when the virtual
 * machine ends.
 */
public final class LocalS3 implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
    private static final String CONFIGURATION = "s3mock-on-loopback.xml";

    private final LocalServer server;
    private final URI endpoint;

    private LocalS3(LocalServer server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /**
     * Starts an S3 with these buckets, empty, and returns when it answers.
     *
     * @throws IllegalStateException when the project is not built or the server does not start
     */
    public static LocalS3 start(String... buckets) {
        Path program = ProjectHome.built("s3mock.jar");
        LocalServer server = LocalServer.create("S3Mock", START_LIMIT);
        return server.start(() -> {
            int port = FreePort.find();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            List<String> names = List.of(buckets);
            server.run(command(program, server.directory(), port, names), Map.of(), () -> answers(endpoint, names));
            return new LocalS3(server, endpoint);
        });
    }

    /** Where it listens: {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * What {@code spark-submit} needs to read and write {@code s3a://<bucket>/...} here, word by word: {@code --conf}
     * and a setting, in turns.
     */
    public List<String> sparkOptions() {
        return sparkSettings().entrySet().stream()
                .flatMap(setting -> List.of("--conf", setting.getKey() + "=" + setting.getValue()).stream())
                .toList();
    }

    /** The same settings by name, for a session that is built in this process. */
    public Map<String, String> sparkSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("spark.hadoop.fs.s3a.endpoint", endpoint.toString());
        settings.put("spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
        settings.put("spark.hadoop.fs.s3a.path.style.access", "true");
        settings.put("spark.hadoop.fs.s3a.connection.ssl.enabled", "false");
        settings.put(
                "spark.hadoop.fs.s3a.aws.credentials.provider",
                "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        // S3Mock takes any credentials, but the client wants some.
        settings.put("spark.hadoop.fs.s3a.access.key", "local");
        settings.put("spark.hadoop.fs.s3a.secret.key", "local");
        return Map.copyOf(settings);
    }

    /** Ends the server and deletes what it stored. */
    @Override
    public void close() {
        server.close();
    }

    private static Path configuration(Path directory) {
        Path file = directory.resolve(CONFIGURATION);
        try (InputStream resource = Objects.requireNonNull(LocalS3.class.getResourceAsStream(CONFIGURATION))) {
            Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static List<String> command(Path program, Path directory, int port, List<String> buckets) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // It starts in half the time, and nobody measures it.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                program.toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--server.ssl.enabled=false",
                "--spring.main.sources=" + configuration(directory).toUri(),
                "--spring.main.allow-bean-definition-overriding=true",
                "--com.adobe.testing.s3mock.store.initial-buckets=" + String.join(",", buckets));
    }

    private static boolean answers(URI endpoint, List<String> buckets) {
        HttpRequest listBuckets = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(REQUEST_LIMIT)
                .build();
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(REQUEST_LIMIT)
                    .build()
                    .send(listBuckets, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && buckets.stream().allMatch(response.body()::contains);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
