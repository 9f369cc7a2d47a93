package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.fake.Faults;
import java.time.Duration;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a query's fan-out consumer, on the fake. */
final class FanOutConsumerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private FakeStream stream;
    private SourceQuery query;

    @BeforeEach
    void createStream() {
        stream = FakeStream.start(2);
        query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON").with("consumerType", "fan-out");
    }

    @AfterEach
    void stopQuery() {
        stream.kinesis().failing(Faults.none());
        query.close();
    }

    @Test
    void aConsumerByNameIsRegisteredAndStays() throws Exception {
        readsAndStops("consumerName", "recommender");

        assertThat(stream.kinesis().consumers()).containsExactly("recommender");
    }

    @Test
    void aConsumerIsDeregisteredAtTheEndWhereAskedAndRegisteredByTheNextStart() throws Exception {
        query.with("deregisterConsumer", "true");
        readsAndStops("consumerName", "recommender");
        assertThat(stream.kinesis().consumers()).isEmpty();

        query.start();
        stream.put(100, 200);
        await().atMost(LIMIT).until(() -> query.collected().numbers().size() == 200);
        assertThat(stream.kinesis().consumers()).containsExactly("recommender");
    }

    @Test
    void aConsumerIsDeregisteredAlsoWhereTheQueryFails() throws Exception {
        query.with("consumerName", "recommender").with("deregisterConsumer", "true");
        StreamingQuery running = query.start();
        stream.put(0, 100);
        await().atMost(LIMIT).until(() -> query.collected().numbers().size() == 100);

        stream.kinesis().expireShard(stream.openShards().get(0));

        await().atMost(LIMIT).until(() -> running.exception().isDefined());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stream.kinesis().consumers()).isEmpty());
    }

    @Test
    void aConsumerByArnIsNeitherRegisteredNorLookedUp() throws Exception {
        readsAndStops("consumerArn", "arn:aws:kinesis:eu-west-1:1:stream/clicks/consumer/recommender:1");

        assertThat(stream.kinesis().consumers()).isEmpty();
    }

    private void readsAndStops(String option, String consumer) throws Exception {
        StreamingQuery running = query.with(option, consumer).start();
        stream.put(0, 100);
        await().atMost(LIMIT).until(() -> query.collected().numbers().size() == 100);
        running.stop();
    }
}
