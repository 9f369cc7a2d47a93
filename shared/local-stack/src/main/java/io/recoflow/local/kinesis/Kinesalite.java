package io.recoflow.local.kinesis;

import io.recoflow.local.node.NodeServer;
import io.recoflow.local.process.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The fast Kinesis on this machine: kinesalite in a process of its own, on a free port of 127.0.0.1, with plain HTTP.
 * It takes about ten thousand records a second, any credentials, and up to 100 shards. A stream is there 50 ms after it
 * was created. It starts in less than a second, and ends and forgets everything at {@link #close} or when the virtual
 * machine ends.
 *
 * <p>The first start of all installs its package with npm, so Node.js 18 or newer must be there, and the system
 * property {@code recoflow.home} set.
 *
 * <p>Where it is not like Kinesis:
 *
 * <ul>
 *   <li>GetRecords fails for a client that speaks CBOR, as the AWS SDK does unless {@code aws.cborEnabled} is
 *       {@code false}.
 *   <li>There are no consumers with enhanced fan-out, no UpdateShardCount and no ChildShards: see {@link KinesisLocal}.
 *   <li>It enforces no limit on reads.
 *   <li>GetShardIterator with AT_TIMESTAMP never answers where no stored record is that recent.
 *   <li>MillisBehindLatest is 0 in every answer with records, however old they are.
 *   <li>It splits a shard that is already closed.
 * </ul>
 */
public final class Kinesalite implements AutoCloseable {
    private static final String TRANSITION_MILLIS = "50";
    private static final String SHARD_LIMIT = "100";

    /** In files it reads records several times as fast as in memory, where it yields after each. */
    private static final String DATABASE = "leveldb";

    private final NodeServer server;
    private final URI endpoint;

    private Kinesalite(NodeServer server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /**
     * Starts a Kinesis without streams, and returns when it answers.
     *
     * @throws IllegalStateException when Node.js is missing, its package cannot be installed or it does not start
     */
    public static Kinesalite start() {
        HttpClient client = HttpClient.newHttpClient();
        return NodeServer.start("Kinesalite", server -> {
            int port = FreePort.find();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            List<String> arguments = List.of(
                    "--port",
                    Integer.toString(port),
                    "--path",
                    server.directory().resolve(DATABASE).toString(),
                    "--createStreamMs",
                    TRANSITION_MILLIS,
                    "--deleteStreamMs",
                    TRANSITION_MILLIS,
                    "--updateStreamMs",
                    TRANSITION_MILLIS,
                    "--shardLimit",
                    SHARD_LIMIT);
            server.run("kinesalite/cli.js", arguments, Map.of(), () -> KinesisRequest.answers(client, endpoint));
            return new Kinesalite(server, endpoint);
        });
    }

    /** Where it listens: {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return endpoint;
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
}
