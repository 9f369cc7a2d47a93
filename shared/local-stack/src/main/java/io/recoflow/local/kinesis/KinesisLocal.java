package io.recoflow.local.kinesis;

import io.recoflow.local.node.NodeServer;
import io.recoflow.local.process.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The complete Kinesis on this machine: kinesis-local (kinesis-mock) in a process of its own, on two free ports of
 * 127.0.0.1. It has what {@link Kinesalite} lacks: UpdateShardCount, consumers with enhanced fan-out, ChildShards of
 * GetRecords. It takes any credentials, and up to 100 shards. A stream or consumer is there 50 ms after it was created.
 * It starts in about two seconds, and ends and forgets everything at {@link #close} or when the virtual machine ends.
 *
 * <p>The first start of all installs its package with npm, so Node.js 18 or newer must be there, and the system
 * property {@code recoflow.home} set.
 *
 * <p>Where it is not like Kinesis:
 *
 * <ul>
 *   <li>It is slow, and slower with every record stored: 500 records a second at first, 130 at 30,000. It is for
 *       correctness only.
 *   <li>SubscribeToShard works over TLS only. It sends one event a second, shows no child shards and does not end after
 *       a split.
 *   <li>A closed shard's EndingSequenceNumber is 9223372036854775807.
 *   <li>With plain HTTP it never answers a request that asks for an upgrade to HTTP/2: ask for HTTP/1.1 there.
 * </ul>
 */
public final class KinesisLocal implements AutoCloseable {
    private static final List<String> TRANSITIONS = List.of(
            "CREATE_STREAM",
            "DELETE_STREAM",
            "REGISTER_STREAM_CONSUMER",
            "DEREGISTER_STREAM_CONSUMER",
            "START_STREAM_ENCRYPTION",
            "STOP_STREAM_ENCRYPTION",
            "MERGE_SHARDS",
            "SPLIT_SHARD",
            "UPDATE_SHARD_COUNT",
            "UPDATE_STREAM_MODE");
    private static final String TRANSITION_TIME = "50ms";
    private static final String SHARD_LIMIT = "100";

    private final NodeServer server;
    private final ServerCertificate serverCertificate;
    private final URI endpoint;
    private final URI tlsEndpoint;

    private KinesisLocal(NodeServer server, ServerCertificate serverCertificate, URI endpoint, URI tlsEndpoint) {
        this.server = server;
        this.serverCertificate = serverCertificate;
        this.endpoint = endpoint;
        this.tlsEndpoint = tlsEndpoint;
    }

    /**
     * Starts a Kinesis without streams, and returns when it answers at both endpoints.
     *
     * @throws IllegalStateException when Node.js is missing, its package cannot be installed or it does not start
     */
    public static KinesisLocal start() {
        return NodeServer.start("kinesis-local", server -> {
            ServerCertificate certificate = ServerCertificate.create(server.directory());
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificate.trust()).build();
            int port = FreePort.find();
            int tlsPort = FreePort.find();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            URI tlsEndpoint = URI.create("https://127.0.0.1:" + tlsPort);
            server.run("kinesis-local/main.js", List.of(), environment(port, tlsPort, certificate), () -> Stream.of(
                            endpoint, tlsEndpoint)
                    .allMatch(at -> KinesisRequest.answers(client, at)));
            return new KinesisLocal(server, certificate, endpoint, tlsEndpoint);
        });
    }

    /** Where it listens with plain HTTP: {@code http://127.0.0.1:<port>}; for everything but SubscribeToShard. */
    public URI endpoint() {
        return endpoint;
    }

    /** Where it listens with TLS, for everything: {@code https://127.0.0.1:<port>}. */
    public URI tlsEndpoint() {
        return tlsEndpoint;
    }

    /**
     * The self-signed certificate of the TLS endpoint, as a PEM file. It is this instance's own, for the names
     * 127.0.0.1 and localhost, so a client that trusts it may check names as well.
     */
    public Path certificate() {
        return serverCertificate.file();
    }

    /** Ends the server and forgets what it stored. */
    @Override
    public void close() {
        server.close();
    }

    /** Where the server runs. */
    Path directory() {
        return server.directory();
    }

    private static Map<String, String> environment(int port, int tlsPort, ServerCertificate certificate) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(port));
        environment.put("KINESIS_MOCK_TLS_PORT", Integer.toString(tlsPort));
        environment.put("KINESIS_MOCK_CERT_PATH", certificate.withKey().toString());
        environment.put("SHARD_LIMIT", SHARD_LIMIT);
        TRANSITIONS.forEach(transition -> environment.put(transition + "_DURATION", TRANSITION_TIME));
        return environment;
    }
}
