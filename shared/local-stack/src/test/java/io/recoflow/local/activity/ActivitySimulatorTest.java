package io.recoflow.local.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.malformed.MalformedEvents;
import io.recoflow.local.shop.SampleShop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Record;

class ActivitySimulatorTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final SampleShop SHOP = SampleShop.ofCustomers(200);

    private static Kinesalite server;

    @BeforeAll
    static void start() {
        server = Kinesalite.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void sendsAtASteadyRateUntilItIsStopped() throws InterruptedException {
        try (TestStream stream = TestStream.create(server, "steady", 2);
                ActivitySimulator simulator =
                        ActivitySimulator.start(stream.location(), SHOP, SimulatedTraffic.of(400))) {
            await().atMost(LIMIT).until(() -> simulator.sent().activity() >= 800);
            long start = System.nanoTime();
            long before = simulator.sent().activity();
            await().atMost(LIMIT).until(() -> simulator.sent().activity() >= before + 1_000);
            double seconds = (System.nanoTime() - start) / 1e9;
            double perSecond = (simulator.sent().activity() - before) / seconds;
            assertThat(perSecond).isBetween(320.0, 480.0);
            simulator.stop();
            assertThat(simulator.sent().activity()).isEqualTo(stream.records().size());
            assertThat(simulator.sent().unanswered()).isZero();
        }
    }

    @Test
    void sendsAsManyAsWereAskedForAndNamesThem() throws InterruptedException {
        try (TestStream stream = TestStream.create(server, "numbered", 2);
                ActivitySimulator simulator = ActivitySimulator.start(
                        stream.location(), SHOP, new SimulatedTraffic(20_000, 50, 0.1, 0, 0, 5), 3_000)) {
            assertThat(simulator.awaitEnd(LIMIT)).isTrue();
            Set<String> expected =
                    IntStream.rangeClosed(1, 3_000).mapToObj(i -> "5-" + i).collect(Collectors.toSet());
            assertThat(simulator.eventIds()).isEqualTo(expected);
            assertThat(simulator.sent()).isEqualTo(new SentRecords(3_000, 0, 0, 0));
            assertThat(ids(stream.records())).hasSameElementsAs(expected).doesNotHaveDuplicates();
            // Two shards, by the hash keys.
            assertThat(stream.openShards()).hasSize(2);
        }
    }

    @Test
    void everyMalformedRecordReachesTheStreamAsItIs() throws InterruptedException {
        int count = MalformedEvents.all().size();
        try (TestStream stream = TestStream.create(server, "malformed", 1);
                ActivitySimulator simulator = ActivitySimulator.start(
                        stream.location(), SHOP, new SimulatedTraffic(5_000, 50, 0, 1, 0, 5), count)) {
            assertThat(simulator.awaitEnd(LIMIT)).isTrue();
            assertThat(simulator.sent()).isEqualTo(new SentRecords(0, count, 0, 0));
            assertThat(simulator.eventIds()).isEmpty();
            Set<ByteBuffer> arrived = new HashSet<>();
            for (Record record : stream.records()) {
                arrived.add(ByteBuffer.wrap(record.data().asByteArray()));
            }
            assertThat(arrived)
                    .isEqualTo(MalformedEvents.all().stream()
                            .map(event -> ByteBuffer.wrap(event.data()))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void countsEachKind() throws InterruptedException {
        try (TestStream stream = TestStream.create(server, "kinds", 1);
                ActivitySimulator simulator = ActivitySimulator.start(
                        stream.location(), SHOP, new SimulatedTraffic(5_000, 50, 0, 0.1, 0.2, 5), 1_000)) {
            assertThat(simulator.awaitEnd(LIMIT)).isTrue();
            SentRecords sent = simulator.sent();
            assertThat(sent.total()).isEqualTo(1_000);
            assertThat(sent.malformed()).isBetween(60L, 140L);
            assertThat(sent.otherTypes()).isBetween(140L, 260L);
            assertThat(simulator.eventIds()).hasSize((int) sent.activity());
        }
    }

    @Test
    void anEventsTimeIsJustBeforeItIsPut() throws InterruptedException, IOException {
        try (TestStream stream = TestStream.create(server, "times", 1);
                ActivitySimulator simulator =
                        ActivitySimulator.start(stream.location(), SHOP, SimulatedTraffic.of(100), 50)) {
            assertThat(simulator.awaitEnd(LIMIT)).isTrue();
            for (Record record : stream.records()) {
                JsonNode event = new JsonMapper().readTree(record.data().asByteArray());
                Instant time = Instant.parse(event.path("event_time").textValue());
                Duration delay = Duration.between(time, record.approximateArrivalTimestamp());
                // The stream's times are whole milliseconds.
                assertThat(delay).isBetween(Duration.ofMillis(-2), Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void goesOnAfterAReshard() throws InterruptedException {
        try (TestStream stream = TestStream.create(server, "resharded", 1);
                ActivitySimulator simulator =
                        ActivitySimulator.start(stream.location(), SHOP, SimulatedTraffic.of(200))) {
            await().atMost(LIMIT).until(() -> simulator.sent().activity() > 50);
            stream.split();
            long before = simulator.sent().activity();
            await().atMost(LIMIT).until(() -> simulator.sent().activity() > before + 100);
            assertThat(stream.records()).isNotEmpty();
            simulator.stop();
        }
    }

    @Test
    void aStreamThatIsNotThereIsAFailure() {
        StreamLocation nowhere = StreamLocation.local(server.endpoint(), "nowhere");
        assertThatThrownBy(() -> {
                    try (ActivitySimulator simulator =
                            ActivitySimulator.start(nowhere, SHOP, SimulatedTraffic.of(100), 10)) {
                        simulator.awaitEnd(LIMIT);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stream nowhere")
                .hasMessageContaining("Check the stream");
    }

    private static List<String> ids(List<Record> records) {
        return records.stream()
                .map(record -> record.data().asUtf8String().replaceAll(".*\"event_id\":\"([^\"]+)\".*", "$1"))
                .toList();
    }
}
