package io.recoflow.jobs.recommend;

import io.recoflow.streaming.broker.Latency;
import java.util.Optional;
import org.apache.spark.SparkConf;

/** What AWS Glue says of Spark's real-time mode (AWS Glue Developer Guide, "Streaming execution models"). */
final class GlueRealTime {

    /** Glue sets it for every job. */
    private static final String JOB_NAME = "spark.glue.JOB_NAME";

    private GlueRealTime() {}

    /** What to tell a run that asks for it on Glue. */
    static Optional<String> warning(Latency latency, SparkConf spark) {
        return latency == Latency.REAL_TIME && spark.contains(JOB_NAME)
                ? Optional.of(
                        "AWS Glue has real-time mode for Kafka only, where its job has --enable-real-time-mode: with"
                                + " Kinesis the queries may not start there. Give --latency micro-batch, or run the job on EMR")
                : Optional.empty();
    }
}
