package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source in Spark's real-time mode. */
final class RealTimeModeTest {

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
    void givesRecordsAsTheyComeWithoutWaitingForTheBatch() throws Exception {
        StreamingQuery running = query.start(Trigger.RealTime("1 hour"), new ReceivedNumbers());
        stream.put(0, 10);
        await().atMost(LIMIT).until(() -> ReceivedNumbers.ALL.size() >= 10);

        stream.put(10, 20);
        await().atMost(LIMIT).until(() -> ReceivedNumbers.ALL.size() >= 20);
        assertThat(running.recentProgress()).as("batches that ended").isEmpty();
    }

    @Test
    void losesNothingOverBatchesAndRestarts() throws Exception {
        StreamingQuery running = start();
        for (int part = 0; part < 14; part++) {
            stream.put(part * 100, (part + 1) * 100);
            await().pollDelay(Duration.ofMillis(900)).until(() -> true);
        }
        await().atMost(LIMIT).until(() -> lastBatch(running) >= 1);
        running.stop();
        stream.put(1_400, 1_500);
        start();

        awaitAll(1_500);
    }

    @Test
    void goesOnWithTheChildrenOfASplitAtOnceAndOfAMergeWithTheNextBatch() throws Exception {
        StreamingQuery running = start();
        stream.put(0, 100);
        await().atMost(LIMIT).until(() -> ReceivedNumbers.ALL.size() >= 100);
        stream.split(stream.openShards().get(0));
        stream.put(100, 200);
        awaitAll(200);
        List<String> open = stream.openShards();
        stream.merge(open.get(1), open.get(2));
        stream.put(200, 300);
        awaitAll(300);
        await().atMost(LIMIT).until(() -> lastBatch(running) >= 1);
        stream.put(300, 400);

        awaitAll(400);
    }

    private void awaitAll(int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(ReceivedNumbers.ALL)
                .containsAll(IntStream.range(0, count).boxed().toList()));
    }

    private StreamingQuery start() throws Exception {
        return query.start(Trigger.RealTime(BATCH.toMillis()), new ReceivedNumbers());
    }

    private static long lastBatch(StreamingQuery running) {
        assertThat(running.exception().isEmpty()).as("%s", running.exception()).isTrue();
        return running.lastProgress() == null ? -1 : running.lastProgress().batchId();
    }
}
