package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.process.TemporaryDirectory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two streams in one source: clicks has the numbers below 10,000, orders those from there on. */
final class SeveralStreamsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ORDERS = 10_000;

    private FakeStream clicks;
    private FakeStream orders;
    private SourceQuery query;

    @BeforeEach
    void createStreams() {
        clicks = FakeStream.start(2);
        orders = new FakeStream(clicks.kinesis().beside("orders", 1));
        query = new SourceQuery(clicks).with("streamName", "orders, clicks").with("startingPosition", "TRIM_HORIZON");
    }

    @AfterEach
    void stopQuery() {
        query.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "fan-out"})
    void readsEachRecordOnceOverReshardsAndRestarts(String consumerType) throws Exception {
        query.with("consumerType", consumerType);
        if (consumerType.equals("fan-out")) {
            query.with("consumerName", "both");
        }
        put(0, 100);
        StreamingQuery running = query.start();
        clicks.split(clicks.openShards().get(0));
        orders.split(orders.openShards().get(0));
        put(100, 200);
        List<String> open = clicks.openShards();
        clicks.merge(open.get(1), open.get(2));
        put(200, 300);
        await().atMost(LIMIT).until(() -> query.collected().numbers().size() >= 600);
        running.stop();
        put(300, 400);

        query.drain();

        assertRows(query.collected().rows(), 400);
        if (consumerType.equals("fan-out")) {
            assertThat(clicks.kinesis().consumers()).containsExactly("both");
            assertThat(orders.kinesis().consumers()).containsExactly("both");
        }
    }

    @Test
    void rowsHaveTheNameAndTheShardIdOfTheirStream() throws Exception {
        put(0, 100);
        query.drain();

        assertThat(query.collected().rows()).hasSize(200).allSatisfy(row -> {
            boolean order = Collector.number(row) >= ORDERS;
            assertThat(row.<String>getAs("streamName")).isEqualTo(order ? "orders" : "clicks");
            assertThat((order ? orders : clicks).openShards()).contains(row.<String>getAs("shardId"));
        });
    }

    @Test
    void aBatchQueryReadsBoth() {
        put(0, 100);
        orders.split(orders.openShards().get(0));
        put(100, 200);

        assertRows(query.batch().collectAsList(), 200);
    }

    @Test
    void sequenceNumbersToBeginAfterAreGivenByStreamAndShard() throws Exception {
        put(0, 100);
        query.with(
                        "startingPosition",
                        "AFTER_SEQUENCE_NUMBER {\"clicks/shardId-000000000000\":\"1\","
                                + "\"clicks/shardId-000000000001\":\"1\",\"orders/shardId-000000000000\":\"1\"}")
                .drain();

        assertRows(query.collected().rows(), 100);
    }

    @Test
    void aCheckpointOfBothIsRefusedWhereOneIsRead() throws Exception {
        put(0, 100);
        query.drain();

        query.with("streamName", "clicks");

        assertThatThrownBy(query::drain)
                .hasMessageContainingAll("reading stream clicks,orders", "reads clicks:", "new checkpoint");
    }

    @Test
    void aStartThatIsKeptForOneIsRefusedWhereBothAreRead() throws Exception {
        query.with("streamName", "clicks").drain();
        // As if the query had failed before its first batch.
        for (String log : List.of("offsets", "commits")) {
            TemporaryDirectory.of(query.checkpoint().path().resolve(log)).close();
        }

        query.with("streamName", "clicks,orders");

        assertThatThrownBy(query::drain)
                .hasMessageContainingAll("reading stream clicks,", "reads clicks,orders:", "new checkpoint");
    }

    @Test
    void theShortestRetentionCounts() throws Exception {
        put(0, 100);
        query.drain();
        orders.kinesis().retaining(Duration.ofMillis(1));
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);

        assertThatThrownBy(query::drain).hasMessageContaining("records may have expired unread");
    }

    @Test
    void kinesaliteGivesTheRecordsOfBoth() throws Exception {
        try (Kinesalite server = Kinesalite.start();
                TestStream one = EmulatedStream.create(server.endpoint(), 1);
                TestStream other = EmulatedStream.create(server.endpoint(), 1);
                SourceQuery two = new SourceQuery(one)) {
            one.put(0, 100);
            other.put(ORDERS, ORDERS + 50);
            other.split(other.openShards().get(0));
            other.put(ORDERS + 50, ORDERS + 100);

            two.with(
                            "streamName",
                            one.options().get("streamName") + ","
                                    + other.options().get("streamName"))
                    .with("startingPosition", "TRIM_HORIZON")
                    .drain();

            assertRows(two.collected().rows(), 100);
        }
    }

    private void put(int from, int to) {
        clicks.put(from, to);
        orders.put(ORDERS + from, ORDERS + to);
    }

    private static void assertRows(List<Row> rows, int perStream) {
        assertThat(rows)
                .extracting(Collector::number)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.concat(IntStream.range(0, perStream), IntStream.range(ORDERS, ORDERS + perStream))
                                .boxed()
                                .toList());
    }
}
