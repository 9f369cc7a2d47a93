package io.recoflow.streaming.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.testkit.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.StructType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What queries rely on, whichever broker they read from. The test of one says how it is reached. */
public abstract class BrokerContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final StructType WRITTEN =
            StructType.fromDDL(RecordColumns.PARTITION_KEY + " STRING, " + RecordColumns.DATA + " BINARY");

    private static final SparkSession SPARK = TestSpark.session(Map.of());

    private final Queue<Row> collected = new ConcurrentLinkedQueue<>();
    private final Path checkpoint;
    private Broker broker;
    private StreamAddress stream;

    protected BrokerContract(@TempDir Path folder) {
        checkpoint = folder.resolve("checkpoint");
    }

    /** A broker as a job opens it. */
    protected abstract Broker open();

    /** A new stream with two shards. */
    protected abstract StreamAddress newStream();

    /** The position behind the newest record, in the broker's words. */
    protected abstract String latest();

    /** Whether its source can be told to begin no further batch. */
    protected abstract boolean isTold();

    @BeforeEach
    void openBroker() {
        broker = open();
        stream = newStream();
    }

    @AfterEach
    void close() throws Exception {
        for (StreamingQuery query : SPARK.streams().active()) {
            query.stop();
        }
        broker.close();
    }

    @Test
    void whatIsWrittenIsReadFromTheBeginningWithAllColumns() throws Exception {
        Instant before = Instant.now().minusSeconds(10);
        write(0, 100);

        start(broker.beginning());

        await(100);
        assertThat(collected).allSatisfy(row -> {
            String data = new String(row.<byte[]>getAs(RecordColumns.DATA), UTF_8);
            assertThat(row.<String>getAs(RecordColumns.PARTITION_KEY)).isEqualTo("key " + data);
            assertThat(row.<String>getAs(RecordColumns.STREAM_NAME)).isEqualTo(stream.name());
            assertThat(row.<String>getAs(RecordColumns.SHARD_ID)).isNotEmpty();
            assertThat(row.<String>getAs(RecordColumns.SEQUENCE_NUMBER)).isNotEmpty();
            assertThat(row.<Long>getAs(RecordColumns.SUB_SEQUENCE_NUMBER)).isNotNegative();
            assertThat(row.getTimestamp(row.fieldIndex(RecordColumns.ARRIVED_AT))
                            .toInstant())
                    .isBetween(before, Instant.now().plusSeconds(10));
        });
        assertThat(collected)
                .extracting(row -> row.<String>getAs(RecordColumns.SHARD_ID)
                        + row.<String>getAs(RecordColumns.SEQUENCE_NUMBER)
                        + " " + row.<Long>getAs(RecordColumns.SUB_SEQUENCE_NUMBER))
                .doesNotHaveDuplicates();
    }

    @Test
    void aQueryWritesToAStreamWhatAnotherReads() throws Exception {
        StreamAddress copy = newStream();
        write(0, 50);
        Dataset<Row> records = read(broker.beginning()).select(RecordColumns.PARTITION_KEY, RecordColumns.DATA);
        StreamingQuery copying = broker.writing(records, copy, Latency.MICRO_BATCH)
                .option("checkpointLocation", checkpoint.resolveSibling("copy").toString())
                .start();
        stream = copy;

        start(broker.beginning());

        await(50);
        copying.stop();
    }

    @Test
    void aQueryThatIsStartedAgainGoesOnWhereItWas() throws Exception {
        write(0, 50);
        StreamingQuery query = start(broker.beginning());
        await(50);
        query.stop();
        write(50, 100);

        start(broker.beginning());

        await(100);
    }

    @Test
    void theLatestIsSettledToAPlaceThatStaysWhereItIs() throws Exception {
        write(0, 20);
        // Brokers tell times to the millisecond, and their clock need not be this one.
        Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);

        String settled = broker.settled(latest(), stream);
        write(20, 40);
        start(settled);

        await(20);
        assertThat(numbers()).allMatch(number -> number >= 20);
        assertThat(broker.settled(settled, stream)).isEqualTo(settled);
    }

    @Test
    void afterADrainNoFurtherBatchBeginsOfASourceThatIsTold() throws Exception {
        Assumptions.assumeTrue(isTold());
        StreamingQuery query = start(broker.beginning());
        write(0, 20);
        await(20);

        broker.drain();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() ->
                        !query.status().isTriggerActive() || !query.status().isDataAvailable());
        write(20, 40);

        Awaitility.await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> collected.size() == 20);
    }

    @Test
    void tellsHowManyShardsTakeRecords() {
        assertThat(broker.openShards(stream)).isEqualTo(2);
    }

    @Test
    void aStreamThatIsNotThereIsAFailureOfTheBrokerWithWhatToDo() {
        StreamAddress absent = new StreamAddress("absent", "absent");

        assertThatThrownBy(() -> broker.openShards(absent)).isInstanceOfSatisfying(JobException.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("Cannot use the stream absent");
        });
        assertThatThrownBy(() -> broker.settled(latest(), absent)).isInstanceOf(JobException.class);

        stream = absent;
        assertThatThrownBy(() -> start(broker.beginning()).processAllAvailable())
                .satisfies(failure -> assertThat(broker.failure(failure)).isPresent());
    }

    @Test
    void aFailureOfSomethingElseIsNotTheBrokers() {
        assertThat(broker.failure(new IllegalStateException("a bug"))).isEmpty();
        assertThat(broker.failure(new IOException("a disk", new IllegalStateException("a bug"))))
                .isEmpty();
    }

    private Dataset<Row> read(String position) {
        return broker.read(SPARK, new StreamRead(stream, position, Optional.empty(), ReadPace.immediate()));
    }

    private StreamingQuery start(String position) throws Exception {
        return read(position)
                .writeStream()
                .foreachBatch(
                        (VoidFunction2<Dataset<Row>, Long>) (batch, id) -> collected.addAll(batch.collectAsList()))
                .option("checkpointLocation", checkpoint.toString())
                .start();
    }

    private void write(int from, int to) {
        List<Row> rows = IntStream.range(from, to)
                .mapToObj(number -> RowFactory.create(
                        "key " + number, String.valueOf(number).getBytes(UTF_8)))
                .toList();
        broker.write(SPARK.createDataFrame(rows, WRITTEN), stream);
    }

    /** Waits for so many different records, and that none came twice. */
    private void await(int count) {
        Awaitility.await().atMost(LIMIT).until(() -> collected.size() >= count);
        assertThat(numbers()).doesNotHaveDuplicates().hasSize(count);
    }

    private List<Integer> numbers() {
        return collected.stream()
                .map(row -> Integer.valueOf(new String(row.<byte[]>getAs(RecordColumns.DATA), UTF_8)))
                .toList();
    }
}
