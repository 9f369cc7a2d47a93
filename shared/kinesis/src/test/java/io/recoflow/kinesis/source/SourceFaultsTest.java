package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.fake.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the source does when Kinesis fails, and when records are gone. */
final class SourceFaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private FakeStream stream;
    private SourceQuery query;

    @BeforeEach
    void createStream() {
        stream = FakeStream.start(2);
        query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON");
    }

    @AfterEach
    void stopQuery() {
        stream.kinesis().failing(Faults.none());
        query.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "fan-out"})
    void readsEachRecordOnceThroughRandomFaultsAndReshards(String consumerType) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("SourceFaultsTest seed " + seed);
        Random random = new Random(seed);
        query.with("consumerType", consumerType);
        if (consumerType.equals("fan-out")) {
            query.with("consumerName", "faults");
        }
        stream.kinesis().failing(Faults.random(seed, 0.2));
        StreamingQuery running = query.start();
        for (int part = 0; part < 10; part++) {
            stream.put(part * 1_000, (part + 1) * 1_000);
            if (random.nextInt(3) == 0) {
                stream.kinesis().expireIterators();
            }
            List<String> open = stream.openShards();
            int chosen = random.nextInt(open.size() - 1);
            if (random.nextBoolean()) {
                stream.split(open.get(chosen));
            } else if (open.size() > 2) {
                stream.merge(open.get(chosen), open.get(chosen + 1));
            }
        }
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(running.exception().isEmpty()).isTrue();
            assertThat(query.collected().numbers()).hasSizeGreaterThanOrEqualTo(10_000);
        });
        assertThat(query.collected().numbers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10_000).boxed().toList());
        assertThat(progress(running)).extractingByKey("retries").isNotEqualTo("0");
    }

    @Test
    void failsWithTheLastErrorWhenRetryingDoesNotHelp() throws Exception {
        stream.kinesis().failing(Faults.random(1, 1));
        StreamingQuery running = query.with("retryTimeout", "500ms").start();

        assertThatThrownBy(running::awaitTermination)
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("The fake fails DescribeStreamSummary");
    }

    @Test
    void failsWhenRecordsExpiredUnread() throws Exception {
        losesRecords();

        assertThatThrownBy(() -> query.drain())
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContainingAll("records may have expired unread", "failOnDataLoss=false", "longer retention");
    }

    @Test
    void skipsAndCountsExpiredRecordsWhereThatIsAccepted() throws Exception {
        losesRecords();
        query.with("failOnDataLoss", "false").drain();

        assertThat(query.collected().numbers()).contains(300, 399).doesNotContain(200);
    }

    @Test
    void failsWhenAShardExpiredUnread() throws Exception {
        stream.put(0, 100);
        query.drain();
        String first = stream.openShards().get(0);
        stream.split(first);
        stream.kinesis().expireShard(first);

        assertThatThrownBy(() -> query.drain()).hasMessageContaining("Shard " + first + " has expired");
    }

    @Test
    void goesOnWithTheChildrenOfAnExpiredShardWhereLossIsAccepted() throws Exception {
        stream.put(0, 100);
        query.drain();
        String first = stream.openShards().get(0);
        stream.split(first);
        stream.put(100, 200);
        stream.kinesis().expireShard(first);
        query.with("failOnDataLoss", "false").drain();

        assertThat(query.collected().numbers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void failsWhenABatchThatIsToBeRepeatedHasExpired() throws Exception {
        stream.put(0, 100);
        query.drain();
        Files.delete(query.checkpoint().path().resolve("commits/" + lastBatch()));
        stream.kinesis().expireRecords();

        assertThatThrownBy(() -> query.drain()).hasMessageContaining("ends a batch that is to be repeated");
    }

    @Test
    void refusesACheckpointOfAnotherFormatVersionWithTheRemedy() throws Exception {
        writesACheckpointWith("\"version\":2", "\"version\":7");

        assertThatThrownBy(() -> query.drain()).hasMessageContainingAll("format version 7", "new checkpoint");
    }

    @Test
    void refusesACheckpointOfAnotherStream() throws Exception {
        writesACheckpointWith("\"stream\":\"clicks\"", "\"stream\":\"orders\"");

        assertThatThrownBy(() -> query.drain()).hasMessageContainingAll("reading stream orders", "reads clicks");
    }

    @Test
    void carriesBatchesThatAreTooLargeForATask() throws Exception {
        byte[] large = new byte[20_000];
        for (int number = 0; number < 200; number++) {
            stream.kinesis().put(TestStream.key(number), large);
        }
        List<Long> sizes = new ArrayList<>();
        query.start(
                        Trigger.AvailableNow(),
                        (batch, id) -> sizes.add(
                                batch.selectExpr("sum(length(data))").head().getLong(0)))
                .awaitTermination();

        assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isEqualTo(200L * large.length);
    }

    @Test
    void readsNoFurtherAheadThanTheBufferHolds() throws Exception {
        byte[] data = new byte[1_000];
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        stream.kinesis().put("first", data);
        List<Long> sizes = new CopyOnWriteArrayList<>();
        query.with("bufferBytes", "100k").start(Trigger.ProcessingTime(0), (batch, id) -> {
            sizes.add(batch.count());
            entered.countDown();
            released.await();
        });
        entered.await();
        for (int number = 0; number < 1_000; number++) {
            stream.kinesis().put(TestStream.key(number), data);
        }
        // Lets a tailer that does not wait come round.
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        released.countDown();
        await().atMost(LIMIT)
                .until(() -> sizes.stream().mapToLong(Long::longValue).sum() == 1_001);

        assertThat(sizes).allMatch(size -> size <= 100 * 1_024 / data.length);
    }

    @Test
    void reportsWhatItReadAndHowFarItIsBehind() throws Exception {
        stream.put(0, 100);
        StreamingQuery running = query.start();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(progress(running))
                .containsEntry("recordsRead", "100")
                .containsEntry("bytesRead", "190")
                .containsEntry("gapsSkipped", "0")
                .containsEntry("recordsLeftOut", "0")
                .containsKeys("retries", "millisBehindLatest", "millisBehindLatest.shardId-000000000000"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        Long.parseLong(String.valueOf(progress(running).get("millisBehindLatest"))))
                .isLessThan(1_000));
    }

    @Test
    void anIdleQueryIsNotTakenForALossyOne() throws Exception {
        stream.kinesis().retaining(Duration.ofSeconds(12));
        stream.put(0, 100);
        StreamingQuery running = query.start();
        await().atMost(LIMIT)
                .until(() -> query.collected().batches().size() >= 3
                        && query.collected().numbers().size() == 100);
        running.stop();
        stream.kinesis().expireRecords();
        stream.put(100, 200);
        query.drain();

        assertThat(query.collected().numbers()).hasSize(200);
    }

    private void writesACheckpointWith(String text, String instead) throws Exception {
        stream.put(0, 100);
        query.drain();
        Path offsets = query.checkpoint().path().resolve("offsets/" + lastBatch());
        Files.writeString(offsets, Files.readString(offsets).replace(text, instead));
        Files.deleteIfExists(offsets.resolveSibling("." + lastBatch() + ".crc"));
    }

    /** Two shards are not always read in one batch. */
    private long lastBatch() {
        return query.collected().batches().lastKey();
    }

    private void losesRecords() throws Exception {
        stream.put(0, 200);
        query.drain();
        stream.put(200, 300);
        stream.kinesis().expireRecords();
        stream.kinesis().retaining(Duration.ofSeconds(2));
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        stream.put(300, 400);
    }

    private static Map<String, String> progress(StreamingQuery query) {
        return query.lastProgress() == null
                ? Map.of()
                : query.lastProgress().sources()[0].metrics();
    }
}
