package io.recoflow.bench.kinesis;

import io.recoflow.local.process.TemporaryDirectory;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** A Spark query that reads the stream with our source, with a checkpoint on the local disk. */
final class SparkReader implements StreamReader {

    /** Short, so that the window has ends of batches in it. */
    static final Duration REAL_TIME_BATCH = Duration.ofSeconds(30);

    private final String name;
    private final SparkSession session;
    private final BiFunction<DataStreamWriter<Row>, Arrivals, DataStreamWriter<Row>> sink;

    private SparkReader(
            String name,
            SparkSession session,
            BiFunction<DataStreamWriter<Row>, Arrivals, DataStreamWriter<Row>> sink) {
        this.name = name;
        this.session = session;
        this.sink = sink;
    }

    /** One micro-batch after the other, each collected; all its records arrive when it is. */
    static SparkReader microBatch(SparkSession session) {
        return new SparkReader("micro-batch", session, (writer, arrivals) -> writer.trigger(Trigger.ProcessingTime(0))
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, id) -> {
                    List<Row> rows = batch.collectAsList();
                    long now = System.nanoTime();
                    rows.forEach(row -> arrivals.add(row.getAs("data"), now));
                }));
    }

    /** Real-time mode, each record into a writer as it comes. */
    static SparkReader realTime(SparkSession session) {
        return new SparkReader("real-time", session, (writer, arrivals) -> writer.outputMode("update")
                .trigger(Trigger.RealTime(REAL_TIME_BATCH.toMillis()))
                .foreach(new ArrivalWriter(arrivals.name())));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Running start(BenchStream stream, Arrivals arrivals) throws Exception {
        TemporaryDirectory checkpoint = TemporaryDirectory.create("recoflow-bench-");
        DataStreamWriter<Row> writer = session.readStream()
                .format("recoflow-kinesis")
                .options(stream.options())
                .load()
                .writeStream()
                .option("checkpointLocation", checkpoint.path().toString());
        return new Query(sink.apply(writer, arrivals).start(), checkpoint);
    }

    private record Query(StreamingQuery query, TemporaryDirectory checkpoint) implements Running {

        /** What a query still does after its last record has arrived, or after it was stopped. */
        private static final Duration REST = Duration.ofMillis(500);

        @Override
        public void check() {
            if (query.exception().isDefined()) {
                StreamingQueryException failure = query.exception().get();
                throw new IllegalStateException("The query failed: " + failure.getMessage(), failure);
            }
        }

        @Override
        public void close() throws Exception {
            Thread.sleep(REST.toMillis());
            System.err.println(BatchDurations.text(query.recentProgress()));
            SparkContext spark = query.sparkSession().sparkContext();
            // Stopping interrupts a query wherever it is, and Spark logs that as errors.
            spark.setLogLevel("OFF");
            query.stop();
            Thread.sleep(REST.toMillis());
            spark.setLogLevel("WARN");
            checkpoint.close();
        }
    }
}
