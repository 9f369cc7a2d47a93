package io.recoflow.kinesis.sink;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.KinesisForeachWriter;
import io.recoflow.kinesis.KinesisSession;
import io.recoflow.kinesis.fake.FakeKinesis;
import io.recoflow.kinesis.fake.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries that write to a stream in memory. */
class KinesisSinkTest {

    private final SparkSession spark = KinesisSession.get();
    private final FakeKinesis kinesis = FakeKinesis.start(2);
    private final Map<String, String> options = Map.of("streamName", "orders", "endpoint", kinesis.endpoint());
    private final Path folder;

    KinesisSinkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aBatchQueryWritesEveryRow() {
        rows(5_000)
                .write()
                .format("recoflow-kinesis")
                .options(options)
                .mode("append")
                .save();

        assertThat(StoredRecords.of(kinesis)).containsExactlyInAnyOrderElementsOf(records(5_000));
    }

    @Test
    void throttledRecordsAreWrittenToo() {
        kinesis.failing(Faults.random(1, 0.1));

        rows(5_000)
                .write()
                .format("recoflow-kinesis")
                .options(options)
                .mode("append")
                .save();

        kinesis.failing(Faults.none());
        assertThat(StoredRecords.of(kinesis)).containsExactlyInAnyOrderElementsOf(records(5_000));
    }

    @Test
    void aBatchQueryCannotOverwrite() {
        assertThatThrownBy(() -> rows(1).write()
                        .format("recoflow-kinesis")
                        .options(options)
                        .mode("overwrite")
                        .save())
                .hasMessageContaining("Kinesis stream orders cannot be overwritten");
    }

    @Test
    void wrongColumnsAreRefusedBeforeATaskRuns() {
        assertThatThrownBy(() -> rows(1).withColumnRenamed("data", "value")
                        .write()
                        .format("recoflow-kinesis")
                        .options(options)
                        .mode("append")
                        .save())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column value has no place in a record; column data is missing");
    }

    @Test
    void aStreamingQueryWritesEveryMicroBatch() throws Exception {
        putLines("first", "a", "b");
        Dataset<Row> lines = lines();
        run(lines.writeStream().format("recoflow-kinesis").options(options));
        putLines("second", "c");
        run(lines.writeStream().format("recoflow-kinesis").options(options));

        assertThat(StoredRecords.of(kinesis)).containsExactlyInAnyOrder("a=a", "b=b", "c=c");
    }

    @Test
    void completeModeSendsTheWholeResultAgain() throws Exception {
        putLines("first", "a", "a", "b");
        run(counts().writeStream().format("recoflow-kinesis").options(options).outputMode("complete"));
        putLines("second", "a");
        run(counts().writeStream().format("recoflow-kinesis").options(options).outputMode("complete"));

        assertThat(StoredRecords.of(kinesis)).containsExactlyInAnyOrder("a=2", "b=1", "a=3", "b=1");
    }

    @Test
    void updateModeSendsWhatChanged() throws Exception {
        putLines("first", "a", "a", "b");
        run(counts().writeStream().format("recoflow-kinesis").options(options).outputMode("update"));
        putLines("second", "a");
        run(counts().writeStream().format("recoflow-kinesis").options(options).outputMode("update"));

        assertThat(StoredRecords.of(kinesis)).containsExactlyInAnyOrder("a=2", "b=1", "a=3");
    }

    @Test
    void theForeachWriterWritesEveryRow() throws Exception {
        putLines("first", "a", "b", "c");

        run(lines().writeStream().foreach(KinesisForeachWriter.of(options)));

        assertThat(StoredRecords.of(kinesis)).containsExactlyInAnyOrder("a=a", "b=b", "c=c");
    }

    @Test
    void aRefusedRecordFailsTheQuery() throws Exception {
        putLines("first", "a", "");

        assertThatThrownBy(() ->
                        run(lines().writeStream().format("recoflow-kinesis").options(options)))
                .isInstanceOf(StreamingQueryException.class)
                .hasStackTraceContaining("cannot be sent to stream orders: its partition key is empty");
    }

    /** Row i has the key "i" and the data "i". */
    private Dataset<Row> rows(int count) {
        return spark.range(count)
                .select(
                        col("id").cast("string").cast("binary").as("data"),
                        col("id").cast("string").as("partitionKey"))
                .repartition(4);
    }

    private static List<String> records(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "=" + i).toList();
    }

    private void putLines(String file, String... lines) throws IOException {
        Files.write(Files.createDirectories(folder.resolve("lines")).resolve(file), List.of(lines));
    }

    private Dataset<Row> lines() {
        return spark.readStream()
                .text(folder.resolve("lines").toUri().toString())
                .select(col("value").as("partitionKey"), col("value").as("data"));
    }

    private Dataset<Row> counts() {
        return lines().groupBy("partitionKey").agg(count(lit(1)).cast("string").as("data"));
    }

    private void run(DataStreamWriter<Row> query) throws TimeoutException, StreamingQueryException {
        query.option("checkpointLocation", folder.resolve("checkpoint").toUri().toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }
}
