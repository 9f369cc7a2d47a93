package io.recoflow.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;

/** What both servers have to do. */
final class LocalKinesisAssertions {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private LocalKinesisAssertions() {}

    /** The answer's body, after its status was 200. */
    static String ask(URI endpoint, String operation, String body) throws IOException, InterruptedException {
        return ask(CLIENT, endpoint, operation, body);
    }

    static String ask(HttpClient client, URI endpoint, String operation, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(KinesisRequest.of(endpoint, operation, body), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    static void assertListensOnOneAddressOnly(URI endpoint) throws IOException {
        assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
        // Another address of the loopback interface: a server that listens everywhere would answer.
        assertRefuses("127.0.0.2", endpoint.getPort());
    }

    static void assertRefuses(URI endpoint) throws IOException {
        assertRefuses(endpoint.getHost(), endpoint.getPort());
    }

    private static void assertRefuses(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(host, port), 1_000))
                    .isInstanceOf(ConnectException.class);
        }
    }
}
