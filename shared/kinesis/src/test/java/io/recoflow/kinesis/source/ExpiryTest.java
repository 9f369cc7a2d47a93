package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.fake.Conditions;
import io.recoflow.kinesis.fake.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That no record expires unseen, on a stream that drops what is older than its retention. */
final class ExpiryTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);

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

    @Test
    void tellsWhatExpiredWhileAQueryStoodThatWasStillCatchingUp() throws Exception {
        // An hour of the 24 is read, the rest expires within the retention after the start.
        IntStream.range(0, 2_400)
                .forEach(number -> putAgo(number, HOUR.multipliedBy(23).minusSeconds(30L * number)));
        readsSome(100);
        stream.kinesis().retaining(HOUR.multipliedBy(12));

        assertThatThrownBy(() -> query.drain())
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("records may have expired unread");
    }

    @Test
    void countsWhatExpiredWhileAQueryStoodWhereLossIsAccepted() throws Exception {
        IntStream.range(0, 2_400)
                .forEach(number -> putAgo(number, HOUR.multipliedBy(23).minusSeconds(30L * number)));
        readsSome(100);
        stream.kinesis().retaining(HOUR.multipliedBy(12));
        query.with("failOnDataLoss", "false").drain();

        assertThat(query.collected().numbers()).hasSizeLessThan(2_000).contains(2_399);
        assertThat(gaps(query))
                .as("one for each shard, and one where its last batch is repeated")
                .isBetween(2L, 4L);
    }

    @Test
    void goesOnWithinTheRetentionWhereNothingExpired() throws Exception {
        IntStream.range(0, 2_400)
                .forEach(number -> putAgo(number, HOUR.multipliedBy(23).minusSeconds(30L * number)));
        readsSome(100);
        query.drain();

        assertThat(query.collected().numbers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 2_400).boxed().toList());
    }

    @Test
    void aRunningQueryThatFallsBehindByTheRetentionFails() throws Exception {
        stream.kinesis().retaining(Duration.ofSeconds(4));
        StreamingQuery running = query.with("bufferBytes", "64k").start(Trigger.ProcessingTime(0), (batch, id) -> {
            query.collected().write(batch, id);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500));
        });
        byte[] large = new byte[10_000];
        await().atMost(LIMIT).until(() -> {
            for (int number = 0; number < 20; number++) {
                stream.kinesis().put(TestStream.key(number), large);
            }
            return running.exception().isDefined();
        });

        assertThat(running.exception().get()).hasMessageContaining("records may have expired unread");
    }

    @Test
    void availableNowOnAnIdleStreamIsNotTakenForALossyOne() throws Exception {
        stream.kinesis().retaining(Duration.ofSeconds(8));
        stream.put(0, 100);
        query.drain();
        for (int run = 0; run < 3; run++) {
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            query.drain();
        }
        stream.put(100, 200);
        query.drain();

        assertThat(query.collected().numbers()).hasSize(200);
    }

    @Test
    void aBatchThatIsToBeRepeatedOverAnExpiredShardIsGivenUpWhereLossIsAccepted() throws Exception {
        stream.put(0, 100);
        query.drain();
        forgetCommit();
        String first = stream.openShards().get(0);
        stream.split(first);
        stream.kinesis().expireShard(first);
        stream.put(100, 200);
        query.with("failOnDataLoss", "false").drain();
        query.drain();

        assertThat(query.collected().numbers())
                .containsAll(IntStream.range(100, 200).boxed().toList());
    }

    @Test
    void aRangeThatExpiredBeforeItWasReadAgainIsCounted() throws Exception {
        stream.put(0, 100);
        query.drain();
        forgetCommit();
        stream.kinesis().expireRecords();
        stream.put(100, 200);
        query.with("failOnDataLoss", "false").drain();

        assertThat(query.collected().numbers())
                .containsAll(IntStream.range(100, 200).boxed().toList());
        assertThat(gaps(query)).isPositive();
    }

    @Test
    void twoFailedRequestsDoNotTurnLatestIntoTheTrimHorizon() throws Exception {
        IntStream.range(0, 100).forEach(number -> putAgo(1_000 + number, HOUR.multipliedBy(20)));
        stream.kinesis().under(Conditions.IDEAL.scanning(Duration.ofMinutes(10)).answeringAfter(Duration.ofMillis(50)));
        stream.kinesis().failing(Faults.of("GetShardIterator", Kind.UNAVAILABLE, Kind.UNAVAILABLE, Kind.UNAVAILABLE));
        query.with("startingPosition", "LATEST").with("pollInterval", "250ms").start();
        await().atMost(LIMIT).until(() -> stream.kinesis().calls() > 0);
        stream.put(0, 10);
        await().atMost(LIMIT).until(() -> query.collected().numbers().size() == 10);

        // The way from the trim horizon is 144 looks at each of the two shards.
        assertThat(stream.kinesis().calls()).as("looks at the shards").isLessThan(200);
    }

    @Test
    void latestBeginsAtKinesissTimeWhereTheClockHereIsAhead() throws Exception {
        stream.kinesis().under(Conditions.IDEAL.withClockBehind(Duration.ofMinutes(5)));
        stream.put(1_000, 1_010);
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        StreamingQuery running = query.with("startingPosition", "LATEST")
                .with("retryTimeout", "3s")
                .start();
        await().atMost(LIMIT)
                .until(() -> stream.kinesis().calls() > 0 || running.exception().isDefined());
        stream.put(0, 10);

        await().atMost(LIMIT).untilAsserted(() -> {
            query.assertRuns();
            assertThat(query.collected().numbers()).hasSize(10).contains(0, 9);
        });
    }

    @Test
    void theTriggerOnceIsRefusedWithTheRemedy() throws Exception {
        stream.kinesis().under(Conditions.IDEAL.answeringAfter(Duration.ofMillis(150)));
        stream.put(0, 100);

        assertThatThrownBy(() -> query.start(once()).awaitTermination())
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("Use Trigger.AvailableNow");
    }

    @Test
    void tellsHowFarItIsBehindWhileTheBufferIsFull() throws Exception {
        byte[] large = new byte[20_000];
        for (int number = 0; number < 100; number++) {
            stream.kinesis().put(TestStream.key(number), large, System.currentTimeMillis() - 60_000);
        }
        StreamingQuery running = query.with("bufferBytes", "100k")
                .with("maxRecordsPerTrigger", "1")
                .start(Trigger.ProcessingTime(100));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        Long.parseLong(progress(running).getOrDefault("millisBehindLatest", "0")))
                .isGreaterThan(50_000));
    }

    @SuppressWarnings("deprecation") // What is refused is just this.
    private static Trigger once() {
        return Trigger.Once();
    }

    private void readsSome(int atLeast) throws Exception {
        // A page holds half an hour, and batches end where pages do.
        stream.kinesis()
                .under(Conditions.IDEAL.scanning(Duration.ofMinutes(30)).answeringAfter(Duration.ofMillis(100)));
        StreamingQuery first = query.start();
        await().atMost(LIMIT).until(() -> query.collected().numbers().size() >= atLeast);
        first.stop();
    }

    private void putAgo(int number, Duration age) {
        stream.kinesis()
                .put(
                        TestStream.key(number),
                        String.valueOf(number).getBytes(StandardCharsets.UTF_8),
                        System.currentTimeMillis() - age.toMillis());
    }

    private void forgetCommit() throws IOException {
        long last = query.collected().batches().lastKey();
        Path commits = query.checkpoint().path().resolve("commits");
        Files.delete(commits.resolve(String.valueOf(last)));
        Files.deleteIfExists(commits.resolve("." + last + ".crc"));
    }

    private static long gaps(SourceQuery query) {
        return List.of(query.last().recentProgress()).stream()
                .mapToLong(batch -> Long.parseLong(batch.sources()[0].metrics().getOrDefault("gapsSkipped", "0")))
                .max()
                .orElse(0);
    }

    private static Map<String, String> progress(StreamingQuery query) {
        return query.lastProgress() == null
                ? Map.of()
                : query.lastProgress().sources()[0].metrics();
    }
}
