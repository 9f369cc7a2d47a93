package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.kinesis.offset.ShardPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the source does on any Kinesis. */
abstract class SourceBehaviour {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SOME = 200;
    private static final Comparator<Row> BY_SEQUENCE_NUMBER =
            Comparator.comparing(row -> row.getAs("sequenceNumber"), ShardPosition.SEQUENCE_NUMBERS);

    private TestStream stream;
    private SourceQuery query;

    /** A stream of its own for a test, with two shards. */
    abstract TestStream newStream();

    @BeforeEach
    void createStream() {
        stream = newStream();
        query = new SourceQuery(stream);
    }

    @AfterEach
    void closeStream() {
        query.close();
        stream.close();
    }

    @Test
    void readsEverythingFromTheTrimHorizonOnWithAllColumns() throws Exception {
        stream.put(0, SOME);
        query.with("startingPosition", "TRIM_HORIZON").start();
        awaitExactly(SOME);
        stream.put(SOME, 2 * SOME);
        awaitExactly(2 * SOME);

        Row row = query.collected().rows().get(0);
        assertThat(row.schema().fieldNames())
                .containsExactly(
                        "data",
                        "streamName",
                        "partitionKey",
                        "sequenceNumber",
                        "approximateArrivalTimestamp",
                        "subSequenceNumber",
                        "shardId");
        assertThat(row.<String>getAs("partitionKey")).isEqualTo(TestStream.key(Collector.number(row)));
        assertThat(row.<String>getAs("streamName")).isEqualTo(stream.options().get("streamName"));
        assertThat(stream.openShards()).contains(row.<String>getAs("shardId"));
        assertThat(row.<String>getAs("sequenceNumber")).matches("[1-9][0-9]+");
        assertThat(row.<java.sql.Timestamp>getAs("approximateArrivalTimestamp").toInstant())
                .isAfter(Instant.now().minus(LIMIT.multipliedBy(2)));
    }

    @Test
    void latestReadsWhatComesAfterTheFirstStartAlsoAcrossRestartsBeforeTheFirstBatch() throws Exception {
        stream.put(1_000, 1_000 + SOME);
        // Kinesis' clock and the driver's tell milliseconds.
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        StreamingQuery first = query.start();
        await().atMost(LIMIT).until(() -> Files.exists(initialOffset()));
        first.stop();
        stream.put(0, SOME);
        query.start();
        awaitExactly(SOME);
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        readSomeAndStop();
        stream.put(SOME, 2 * SOME);
        query.start();
        awaitExactly(2 * SOME);
    }

    @Test
    void readsParentsBeforeChildrenWhenShardsAreSplitAndMergedWhileItRuns() throws Exception {
        query.with("startingPosition", "TRIM_HORIZON").start();
        stream.put(0, SOME);
        stream.split(stream.openShards().get(0));
        stream.put(SOME, 2 * SOME);
        List<String> open = stream.openShards();
        stream.merge(open.get(1), open.get(2));
        stream.put(2 * SOME, 3 * SOME);
        awaitExactly(3 * SOME);
    }

    @Test
    void readsParentsBeforeChildrenWhenShardsWereSplitAndMergedWhileItStood() throws Exception {
        readSomeAndStop();
        stream.put(SOME, 2 * SOME);
        stream.split(stream.openShards().get(1));
        stream.put(2 * SOME, 3 * SOME);
        List<String> open = stream.openShards();
        stream.merge(open.get(0), open.get(1));
        stream.put(3 * SOME, 4 * SOME);
        query.start();
        awaitExactly(4 * SOME);
    }

    @Test
    void losesNothingWhenShardsAreSplitWhileItIsIdleAtLatest() throws Exception {
        StreamingQuery first = query.start();
        await().atMost(LIMIT).until(() -> Files.exists(initialOffset()));
        stream.split(stream.openShards().get(0));
        first.stop();
        stream.split(stream.openShards().get(2));
        stream.put(0, SOME);
        query.start();
        awaitExactly(SOME);
    }

    @Test
    void availableNowReadsTheBacklogInLimitedBatchesAcrossReshardsAndEnds() throws Exception {
        query.with("startingPosition", "TRIM_HORIZON").with("maxRecordsPerTrigger", "150");
        stream.put(0, SOME);
        stream.split(stream.openShards().get(0));
        stream.put(SOME, 2 * SOME);

        query.drain();

        assertExactly(2 * SOME);
        assertThat(query.collected().batches().values())
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(batch -> batch.size() <= 150);

        stream.put(2 * SOME, 3 * SOME);
        query.drain();
        assertExactly(3 * SOME);
    }

    @Test
    void availableNowEndsOnAnEmptyStream() throws Exception {
        query.with("startingPosition", "TRIM_HORIZON").drain();

        assertThat(query.collected().rows()).isEmpty();
    }

    @Test
    void repeatsABatchByteByByteWhenItsCommitIsMissing() throws Exception {
        query.with("startingPosition", "TRIM_HORIZON").with("maxRecordsPerTrigger", "70");
        stream.put(0, SOME);
        query.drain();
        long last = query.collected().batches().lastKey();
        List<Row> before = query.collected().sorted(last);
        query.collected().batches().remove(last);
        Files.delete(commit(last));
        Files.deleteIfExists(commit(last).resolveSibling("." + last + ".crc"));
        stream.put(SOME, 2 * SOME);

        query.drain();

        List<Row> after = query.collected().sorted(last);
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
        assertExactly(2 * SOME);
    }

    @Test
    void beginsAfterGivenSequenceNumbersAndFollowsTheirShards() throws Exception {
        stream.put(0, SOME);
        query.with("startingPosition", "TRIM_HORIZON").drain();
        Map<String, String> middles = new TreeMap<>();
        List<Integer> expected =
                new ArrayList<>(IntStream.range(SOME, 2 * SOME).boxed().toList());
        query.collected().rows().stream()
                .collect(Collectors.groupingBy(row -> row.<String>getAs("shardId")))
                .forEach((shard, rows) -> {
                    List<Row> sorted = rows.stream().sorted(BY_SEQUENCE_NUMBER).toList();
                    int middle = sorted.size() / 2;
                    middles.put(shard, sorted.get(middle).getAs("sequenceNumber"));
                    sorted.subList(middle + 1, sorted.size()).forEach(row -> expected.add(Collector.number(row)));
                });
        stream.split(stream.openShards().get(0));
        stream.put(SOME, 2 * SOME);

        try (SourceQuery other = new SourceQuery(stream)) {
            other.with("startingPosition", "AFTER_SEQUENCE_NUMBER " + new ObjectMapper().writeValueAsString(middles))
                    .drain();

            assertThat(other.collected().numbers()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aBatchQueryReadsARangeOfTimeOverASplit() {
        stream.put(0, SOME);
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        Instant middle = Instant.now();
        stream.split(stream.openShards().get(0));
        stream.put(SOME, 2 * SOME);
        // Kinesalite dates the records of a split's children up to a second ahead.
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);

        try (SourceQuery before = new SourceQuery(stream);
                SourceQuery after = new SourceQuery(stream)) {
            assertThat(before.with("endingPosition", "AT_TIMESTAMP " + middle)
                            .batch()
                            .collectAsList())
                    .extracting(Collector::number)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, SOME).boxed().toList());
            assertThat(after.with("startingPosition", "AT_TIMESTAMP " + middle)
                            .batch()
                            .collectAsList())
                    .extracting(Collector::number)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(SOME, 2 * SOME).boxed().toList());
        }
    }

    private void readSomeAndStop() throws Exception {
        query.with("startingPosition", "TRIM_HORIZON");
        stream.put(0, SOME);
        StreamingQuery first = query.start();
        awaitExactly(SOME);
        first.stop();
    }

    private void awaitExactly(int count) {
        await().atMost(LIMIT).untilAsserted(() -> {
            query.assertRuns();
            assertThat(query.collected().numbers()).hasSizeGreaterThanOrEqualTo(count);
        });
        assertExactly(count);
    }

    private void assertExactly(int count) {
        List<Integer> numbers = query.collected().numbers();
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).boxed().toList());
        Map<String, Integer> last = new HashMap<>();
        for (int number : numbers) {
            Integer before = last.put(TestStream.key(number), number);
            assertThat(before == null || before < number)
                    .as("%s comes after %s of the same key", number, before)
                    .isTrue();
        }
    }

    private Path initialOffset() {
        return query.checkpoint().path().resolve("sources/0/initial-offset.json");
    }

    private Path commit(long batch) {
        return query.checkpoint().path().resolve("commits/" + batch);
    }

    /** For tests of what only some Kinesis can do. */
    TestStream stream() {
        return stream;
    }

    SourceQuery query() {
        return query;
    }
}
