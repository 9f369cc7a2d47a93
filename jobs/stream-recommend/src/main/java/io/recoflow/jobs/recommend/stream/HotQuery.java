package io.recoflow.jobs.recommend.stream;

import io.recoflow.kinesis.KinesisForeachWriter;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.kinesis.KinesisLocation;
import io.recoflow.streaming.kinesis.KinesisSource;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Activity to recommendations, and nothing else: no storage but its checkpoint is in its way.
 *
 * @param published the stream that recommendations go to
 * @param checkpoint the folder of its progress
 * @param realTimeBatch how long real-time tasks run on
 */
public record HotQuery(KinesisLocation kinesis, StreamAddress published, String checkpoint, Duration realTimeBatch) {

    public static final String NAME = "recommend";

    /** Between two batches nothing is answered for some 300 ms; after a failure a batch is answered again. */
    public static final Duration REAL_TIME_BATCH = Duration.ofMinutes(2);

    /**
     * Starts it.
     *
     * @throws TimeoutException where Spark does not start it in time
     */
    public StreamingQuery start(Dataset<Row> activity, MapPartitionsFunction<Row, Row> answering, Latency latency)
            throws TimeoutException {
        var writer = activity.mapPartitions(answering, Answering.encoder())
                .writeStream()
                .queryName(NAME)
                .option("checkpointLocation", checkpoint);
        return switch (latency) {
            case MICRO_BATCH ->
                writer.format(KinesisSource.RECOFLOW.toString())
                        .options(kinesis.options(published))
                        .trigger(Trigger.ProcessingTime(0))
                        .start();
            case REAL_TIME ->
                writer.outputMode("update")
                        .trigger(Trigger.RealTime(realTimeBatch.toMillis()))
                        .foreach(KinesisForeachWriter.of(kinesis.options(published)))
                        .start();
        };
    }

    /**
     * Publishes answers that do not come from a stream.
     *
     * @param stream that they are published to
     */
    public static void publish(Dataset<Row> answers, KinesisLocation kinesis, StreamAddress stream) {
        answers.write()
                .format(KinesisSource.RECOFLOW.toString())
                .options(kinesis.options(stream))
                .mode(SaveMode.Append)
                .save();
    }
}
