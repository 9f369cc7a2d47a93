package io.recoflow.jobs.recommend.stream;

import io.recoflow.kinesis.KinesisForeachWriter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/** Activity to recommendations, and nothing else: no storage but its checkpoint is in its way. */
public final class HotQuery {

    public static final String NAME = "recommend";

    /** Events that are scored together in a micro-batch. */
    public static final int SCORED_TOGETHER = 256;

    /**
     * How long real-time tasks run on. Between two batches nothing is answered for some 300 ms; after a failure a batch is
     * answered again.
     */
    public static final Duration REAL_TIME_BATCH = Duration.ofMinutes(2);

    private HotQuery() {}

    /**
     * Starts it.
     *
     * @param stream that recommendations are published to
     * @throws TimeoutException where Spark does not start it in time
     */
    public static StreamingQuery start(
            Dataset<Row> activity,
            MapPartitionsFunction<Row, Row> answering,
            Kinesis kinesis,
            StreamAddress stream,
            Latency latency,
            String checkpoint)
            throws TimeoutException {
        var writer = activity.mapPartitions(answering, Answering.encoder())
                .writeStream()
                .queryName(NAME)
                .option("checkpointLocation", checkpoint);
        return switch (latency) {
            case MICRO_BATCH ->
                writer.format(StreamFormat.RECOFLOW.toString())
                        .options(kinesis.options(stream))
                        .trigger(Trigger.ProcessingTime(0))
                        .start();
            case REAL_TIME ->
                writer.outputMode("update")
                        .trigger(Trigger.RealTime(REAL_TIME_BATCH.toMillis()))
                        .foreach(KinesisForeachWriter.of(kinesis.options(stream)))
                        .start();
        };
    }

    /**
     * Publishes answers that do not come from a stream.
     *
     * @param stream that they are published to
     */
    public static void publish(Dataset<Row> answers, Kinesis kinesis, StreamAddress stream) {
        answers.write()
                .format(StreamFormat.RECOFLOW.toString())
                .options(kinesis.options(stream))
                .mode(SaveMode.Append)
                .save();
    }
}
