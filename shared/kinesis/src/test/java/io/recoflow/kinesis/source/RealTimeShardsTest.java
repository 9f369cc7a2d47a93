package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.fake.Conditions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real-time mode where shards are idle, expire, or are more than the task slots. */
final class RealTimeShardsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BATCH = Duration.ofSeconds(5);

    private FakeStream stream;
    private SourceQuery query;

    @BeforeEach
    void createStream() {
        ReceivedNumbers.ALL.clear();
        stream = FakeStream.start(2);
        query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON");
    }

    @AfterEach
    void stopQuery() {
        query.close();
    }

    @Test
    void afterAnIdleNightAnEventDoesNotWaitForTheWayToTheTip() throws Exception {
        long night = System.currentTimeMillis() - Duration.ofHours(10).toMillis();
        IntStream.range(0, 40).forEach(number -> stream.kinesis()
                .put(TestStream.key(number), String.valueOf(number).getBytes(StandardCharsets.UTF_8), night));
        stream.kinesis().under(Conditions.IDEAL.scanning(Duration.ofMinutes(4)));
        StreamingQuery running =
                query.with("pollInterval", "50ms").start(Trigger.RealTime(BATCH.toMillis()), new ReceivedNumbers());
        // The way to the tip is 360 looks, 18 s: longer than a batch.
        await().atMost(LIMIT)
                .until(() -> batch(running) >= 0
                        && Long.parseLong(metrics(running).getOrDefault("millisBehindLatest", "999999")) < 30_000);
        long begin = System.nanoTime();
        stream.put(100, 140);
        await().atMost(LIMIT)
                .until(() -> ReceivedNumbers.ALL.containsAll(
                        IntStream.range(100, 140).boxed().toList()));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BATCH.multipliedBy(2));
    }

    @Test
    void failsLoudlyWhereShardsAreMoreThanTaskSlots() throws Exception {
        StreamingQuery running = query.start(Trigger.RealTime(BATCH.toMillis()), new ReceivedNumbers());
        stream.put(0, 100);
        await().atMost(LIMIT).until(() -> ReceivedNumbers.ALL.size() >= 100);
        stream.split(stream.openShards().get(0));
        stream.split(stream.openShards().get(0));
        stream.put(100, 200);

        assertThatThrownBy(() -> running.awaitTermination(LIMIT.toMillis()))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContainingAll("would never read some shards", "Spark has 2 task slots", "use micro-batches");
        // The same checkpoint goes on in micro-batches.
        query.drain();
        ReceivedNumbers.ALL.addAll(query.collected().numbers());
        assertThat(ReceivedNumbers.ALL)
                .containsAll(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void failsLoudlyWhereAShardHadNoSlotDuringAWholeBatch() throws Exception {
        stream.put(0, 100);
        StreamingQuery other =
                new SourceQuery(FakeStream.start(1)).start(Trigger.RealTime("1 hour"), new ReceivedNumbers());
        await().atMost(LIMIT).until(() -> other.status().isTriggerActive());
        StreamingQuery running = query.start(Trigger.RealTime(BATCH.toMillis()), new ReceivedNumbers());

        assertThatThrownBy(() -> running.awaitTermination(LIMIT.toMillis()))
                .hasMessageContaining("had no task slot during a whole batch");
    }

    @Test
    void anExpiredShardIsCountedAndItsChildrenAreReadWhereLossIsAccepted() throws Exception {
        stream = FakeStream.start(1);
        query.close();
        query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON").with("failOnDataLoss", "false");
        StreamingQuery first = query.start(Trigger.RealTime(BATCH.toMillis()), new ReceivedNumbers());
        stream.put(0, 100);
        await().atMost(LIMIT).until(() -> ReceivedNumbers.ALL.size() >= 100 && batch(first) >= 0);
        first.stop();
        String parent = stream.openShards().get(0);
        stream.split(parent);
        stream.kinesis().expireShard(parent);
        stream.put(100, 200);
        StreamingQuery second = query.start(Trigger.RealTime(BATCH.toMillis()), new ReceivedNumbers());
        await().atMost(LIMIT).untilAsserted(() -> {
            query.assertRuns();
            assertThat(ReceivedNumbers.ALL)
                    .containsAll(IntStream.range(100, 200).boxed().toList());
        });

        await().atMost(LIMIT).until(() -> batch(second) >= 0 && second.lastProgress() != null);
        assertThat(metrics(second)).extractingByKey("gapsSkipped").isNotEqualTo("0");
        assertThat(metrics(second)).extractingByKey("recordsRead").isNotEqualTo("0");
        assertThat(metrics(second)).containsKey("millisBehindLatest");
    }

    private static Map<String, String> metrics(StreamingQuery running) {
        return running.lastProgress().sources()[0].metrics();
    }

    private static long batch(StreamingQuery running) {
        assertThat(running.exception().isEmpty()).as("%s", running.exception()).isTrue();
        return running.lastProgress() == null ? -1 : running.lastProgress().batchId();
    }
}
