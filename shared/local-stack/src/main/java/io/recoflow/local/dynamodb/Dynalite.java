package io.recoflow.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.local.ProjectHome;
import io.recoflow.local.node.NodeServer;
import io.recoflow.local.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The DynamoDB of this machine: dynalite in a process of its own, on a free port of 127.0.0.1, with plain HTTP. It takes
 * any credentials, keeps all in memory, and puts some thousand items a second. It ends and forgets everything at {@link
 * #close} or when the virtual machine ends.
 *
 * <p>The first start of all installs its package with npm, so Node.js 18 or newer must be there, and the system property
 * {@code recoflow.home} set.
 *
 * <p>Where it is not like DynamoDB: it has no transactions, no PartiQL and no point-in-time recovery, does not delete what
 * has expired, and enforces no capacity: {@link #set} has it refuse and fail like one that does.
 */
public final class Dynalite implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final NodeServer server;
    private final HttpClient client;
    private final URI endpoint;

    private Dynalite(NodeServer server, HttpClient client, URI endpoint) {
        this.server = server;
        this.client = client;
        this.endpoint = endpoint;
    }

    /** Single puts since the faults were set last. */
    public record Counts(long writes, long throttled, long unanswered) {}

    /**
     * Starts a DynamoDB without tables, and returns when it answers.
     *
     * @throws IllegalStateException when Node.js is missing, its package cannot be installed or it does not start
     */
    public static Dynalite start() {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String script = ProjectHome.directory()
                .resolve("shared/local-stack/services/dynalite.cjs")
                .toString();
        return NodeServer.start("Dynalite", server -> {
            int port = FreePort.find();
            Dynalite started = new Dynalite(server, client, URI.create("http://127.0.0.1:" + port));
            server.run(
                    script,
                    List.of(Integer.toString(port)),
                    // The script lies beside the lock file, and its package where that was installed.
                    Map.of("NODE_PATH", server.modules().toString()),
                    started::answers);
            return started;
        });
    }

    /** Where it listens: {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return endpoint;
    }

    /** From now on it has these faults, and counts anew; tells what it counted until now. */
    public Counts set(Faults faults) {
        return counts(request("/faults", faults.json()));
    }

    /** What it has counted since the faults were set. */
    public Counts counts() {
        return counts(request("/counts", ""));
    }

    private Counts counts(HttpRequest request) {
        try {
            HttpResponse<String> told = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode counts = new JsonMapper().readTree(told.body());
            return new Counts(
                    counts.path("writes").asLong(),
                    counts.path("throttled").asLong(),
                    counts.path("unanswered").asLong());
        } catch (IOException e) {
            throw new UncheckedIOException("The local DynamoDB does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the local DynamoDB was asked", e);
        }
    }

    /** Ends the server and forgets what it stored. */
    @Override
    public void close() {
        server.close();
    }

    private boolean answers() {
        try {
            return client.send(request("/counts", ""), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
