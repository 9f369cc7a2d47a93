package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.KinesisSession;
import io.recoflow.kinesis.config.BatchReadSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batch queries, on the fake, whose records arrive when a test says: number n at second n of an hour ago. */
final class BatchReadTest {

    private static final Instant BASE = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

    private FakeStream stream;
    private SourceQuery query;

    @BeforeEach
    void createStream() {
        stream = FakeStream.start(2);
        query = new SourceQuery(stream);
    }

    @AfterEach
    void stopQuery() {
        query.close();
    }

    @Test
    void readsARangeOfTimeOverReshardsTheSameEachTimeAndAsAStreamingQueryDoes() throws Exception {
        fillOverReshards();
        query.with("startingPosition", at(150));
        query.drain();
        List<String> streamed = query.collected().rows().stream()
                .filter(row -> Collector.number(row) < 750)
                .map(BatchReadTest::text)
                .toList();
        Dataset<Row> batch = query.with("endingPosition", at(750)).batch();

        assertThat(numbers(batch)).containsExactlyInAnyOrderElementsOf(range(150, 750));
        assertThat(batch.collectAsList()).extracting(BatchReadTest::text).containsExactlyInAnyOrderElementsOf(streamed);
        assertThat(batch.count()).isEqualTo(600);
        assertThat(batch.schema()).isEqualTo(KinesisScan.columns());
    }

    @Test
    void readsEverythingThatHasArrivedWhereNoRangeIsGiven() {
        fillOverReshards();
        Dataset<Row> batch = query.batch();
        assertThat(numbers(batch)).containsExactlyInAnyOrderElementsOf(range(0, 1_000));

        await().pollDelay(Duration.ofMillis(5)).until(() -> true);
        stream.put(1_000, 1_100);

        assertThat(numbers(batch)).as("the same dataset").containsExactlyInAnyOrderElementsOf(range(0, 1_000));
        assertThat(numbers(query.batch())).as("a new one").hasSize(1_100);
    }

    @Test
    void readsAfterGivenSequenceNumbers() {
        stream = FakeStream.start(1);
        put(0, 100);
        query = new SourceQuery(stream);
        String tenth = query.batch().collectAsList().stream()
                .filter(row -> Collector.number(row) == 9)
                .map(row -> row.<String>getAs("sequenceNumber"))
                .findFirst()
                .orElseThrow();
        String shard = stream.openShards().get(0);
        stream.split(shard);
        put(100, 200);

        query.with("startingPosition", "AFTER_SEQUENCE_NUMBER {\"" + shard + "\":\"" + tenth + "\"}")
                .with("endingPosition", at(150));

        assertThat(numbers(query.batch())).containsExactlyInAnyOrderElementsOf(range(10, 150));
    }

    @Test
    void findsRecordsThatStandOutOfTheOrderOfTheirArrivalByLessThanTheReserve() {
        stream = FakeStream.start(1);
        query = new SourceQuery(stream);
        for (int second : List.of(10, 21, 15, 20, 29, 25, 38, 28, 30, 45, 26)) {
            put(second);
        }
        query.with("startingPosition", at(20)).with("endingPosition", at(30));

        // The last one stands behind a record that is later than the end by more than the reserve.
        assertThat(numbers(query.batch())).containsExactlyInAnyOrder(20, 21, 25, 28, 29);
    }

    @Test
    void aShardThatIsSplitAndMergedAfterThePlanIsReadWithItsChildrenAndEachRecordOnce() throws Exception {
        put(0, 100);
        BatchReadSettings settings = BatchReadSettings.of(stream.options(), BASE.plusSeconds(250));
        KinesisBatch batch = KinesisBatch.of(settings, KinesisSession.get().sparkContext());
        InputPartition[] partitions = batch.planInputPartitions();
        stream.split(stream.openShards().get(0));
        put(100, 200);
        List<String> open = stream.openShards();
        stream.merge(open.get(1), open.get(2));
        put(200, 300);

        assertThat(numbers(partitions, batch.createReaderFactory())).containsExactlyInAnyOrderElementsOf(range(0, 250));
    }

    @Test
    void aStartThatIsOlderThanTheRetentionIsDataLoss() {
        put(0, 100);
        stream.kinesis().retaining(Duration.ofMinutes(30));
        query.with("startingPosition", at(0));

        assertThatThrownBy(() -> query.batch().collectAsList())
                .hasMessageContainingAll("so records have expired", "failOnDataLoss=false");

        stream.put(100, 200);
        query.with("failOnDataLoss", "false");
        assertThat(numbers(query.batch())).containsAll(range(100, 200));
    }

    @Test
    void waitsForAnEndThatIsToCome() {
        stream.put(0, 100);
        Instant end = Instant.now().plusSeconds(3);
        Dataset<Row> batch = query.with("endingPosition", "AT_TIMESTAMP " + end).batch();

        assertThat(numbers(batch)).hasSize(100);
        assertThat(Instant.now()).isAfterOrEqualTo(end.truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void optionsThatCannotBeUsedAreTold() {
        query.with("startingPosition", "LATEST").with("maxRecordsPerTrigger", "7");

        assertThatThrownBy(() -> query.batch().collectAsList())
                .hasMessageContainingAll("cannot begin at LATEST", "\"maxRecordsPerTrigger\" is not known here");
    }

    /** 1,000 records; a split after 300, a merge after 600, and an hour without any. */
    private void fillOverReshards() {
        put(0, 300);
        stream.split(stream.openShards().get(0));
        put(300, 600);
        List<String> open = stream.openShards();
        stream.merge(open.get(1), open.get(2));
        put(600, 1_000);
    }

    private void put(int from, int to) {
        range(from, to).forEach(this::put);
    }

    private void put(int number) {
        stream.kinesis()
                .put(
                        TestStream.key(number),
                        String.valueOf(number).getBytes(StandardCharsets.UTF_8),
                        BASE.plusSeconds(number).toEpochMilli());
    }

    private static String at(int number) {
        return "AT_TIMESTAMP " + BASE.plusSeconds(number);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** All columns, and the data for people. */
    private static String text(Row row) {
        return Collector.number(row) + row.toString().replaceFirst("^\\[\\[B@\\w+", "");
    }

    private static List<Integer> numbers(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Collector::number).toList();
    }

    private static List<Integer> numbers(InputPartition[] partitions, PartitionReaderFactory readers) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        for (InputPartition partition : partitions) {
            try (PartitionReader<InternalRow> reader = readers.createReader(partition)) {
                while (reader.next()) {
                    numbers.add(Integer.parseInt(new String(reader.get().getBinary(0), StandardCharsets.UTF_8)));
                }
            }
        }
        return numbers;
    }
}
