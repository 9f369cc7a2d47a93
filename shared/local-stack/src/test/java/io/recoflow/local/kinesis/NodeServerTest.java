package io.recoflow.local.kinesis;

import static io.recoflow.local.kinesis.LocalKinesisAssertions.assertRefuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.recoflow.local.node.NodeServer;
import io.recoflow.local.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Path> directories = new ArrayList<>();
    private HttpServer occupant;

    @BeforeEach
    void occupy() throws IOException {
        occupant = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        occupant.start();
    }

    @AfterEach
    void vacate() {
        occupant.stop(0);
    }

    @Test
    void triesAnotherPortWhereAnotherProgramTookTheFirst() throws IOException {
        int free = FreePort.find();
        URI endpoint;
        try (NodeServer server = NodeServer.start(
                "Kinesalite", started -> directories.isEmpty() ? run(started, taken()) : run(started, free))) {
            endpoint = URI.create("http://127.0.0.1:" + free);
            assertThat(KinesisRequest.answers(client, endpoint)).isTrue();
            assertThat(directories).hasSize(2).containsOnly(server.directory());
        }
        assertRefuses(endpoint);
    }

    @Test
    void leavesNothingBehindWhereNoAttemptSucceeds() {
        assertThatThrownBy(() -> NodeServer.start("Kinesalite", started -> run(started, taken())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Kinesalite ended with exit code 1 while it started")
                .hasMessageContaining("EADDRINUSE");
        assertThat(directories).hasSize(3).allSatisfy(directory -> assertThat(directory)
                .doesNotExist());
    }

    private int taken() {
        return occupant.getAddress().getPort();
    }

    private NodeServer run(NodeServer server, int port) {
        directories.add(server.directory());
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        server.run(
                "kinesalite/cli.js",
                List.of("--port", Integer.toString(port)),
                Map.of(),
                () -> KinesisRequest.answers(client, endpoint));
        return server;
    }
}
