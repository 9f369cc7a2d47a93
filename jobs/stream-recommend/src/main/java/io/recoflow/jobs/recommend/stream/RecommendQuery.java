package io.recoflow.jobs.recommend.stream;

import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.broker.StreamAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Activity to recommendations, and nothing else: no storage but its checkpoint is in its way.
 *
 * @param published the stream that recommendations go to
 * @param checkpoint the folder of its progress
 * @param realTimeBatch how long real-time tasks run on
 */
public record RecommendQuery(Broker broker, StreamAddress published, String checkpoint, Duration realTimeBatch) {

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
        // A micro-batch is over before compiling for it pays; the tasks of real-time mode run for minutes.
        activity.sparkSession()
                .conf()
                .set("spark.sql.codegen.factoryMode", latency == Latency.REAL_TIME ? "FALLBACK" : "NO_CODEGEN");
        Dataset<Row> answers = activity.mapPartitions(answering, RecommendFunction.encoder());
        return broker.writing(answers, published, latency)
                .queryName(NAME)
                .option("checkpointLocation", checkpoint)
                .outputMode(latency == Latency.REAL_TIME ? "update" : "append")
                .trigger(
                        latency == Latency.REAL_TIME
                                ? Trigger.RealTime(realTimeBatch.toMillis())
                                : Trigger.ProcessingTime(0))
                .start();
    }
}
