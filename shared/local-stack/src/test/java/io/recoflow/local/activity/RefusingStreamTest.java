package io.recoflow.local.activity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.shop.SampleShop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream that refuses every other record of the first request, and fails at the second. */
class RefusingStreamTest {
    private static final SampleShop SHOP = SampleShop.ofCustomers(10);

    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RefusingStreamTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsRefusedOrNotAnsweredIsSentAgain() throws InterruptedException {
        StreamLocation location = StreamLocation.local(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "refusing");
        try (ActivitySimulator simulator = ActivitySimulator.start(location, SHOP, SimulatedTraffic.of(400), 200)) {
            assertThat(simulator.awaitEnd(Duration.ofSeconds(30))).isTrue();
            assertThat(simulator.sent()).isEqualTo(new SentRecords(200, 0, 0, 1));
            assertThat(simulator.eventIds()).hasSize(200);
        }
        assertThat(taken).hasSize(200).doesNotHaveDuplicates();
        assertThat(requests.get()).isGreaterThan(3);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode records = new JsonMapper().readTree(exchange.getRequestBody()).path("Records");
        int request = requests.incrementAndGet();
        StringJoiner results = new StringJoiner(",");
        int refused = 0;
        for (int i = 0; i < records.size() && request != 2; i++) {
            if (request == 1 && i % 2 == 0) {
                refused++;
                results.add("{\"ErrorCode\":\"ProvisionedThroughputExceededException\",\"ErrorMessage\":\"slow\"}");
            } else {
                taken.add(records.path(i).path("Data").textValue());
                results.add("{\"SequenceNumber\":\"1\",\"ShardId\":\"shardId-000000000000\"}");
            }
        }
        byte[] body = "{\"FailedRecordCount\":%d,\"Records\":[%s]}"
                .formatted(refused, results)
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(request == 2 ? 500 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
