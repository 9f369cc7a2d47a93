package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.streaming.broker.Latency;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

final class GlueRealTimeTest {

    private final SparkConf onGlue = new SparkConf(false).set("spark.glue.JOB_NAME", "recoflow-prod-stream-recommend");

    @Test
    void realTimeModeOnGlueIsWarnedOf() {
        assertThat(GlueRealTime.warning(Latency.REAL_TIME, onGlue)).hasValueSatisfying(line -> assertThat(line)
                .contains("real-time mode for Kafka only", "--enable-real-time-mode", "--latency micro-batch"));
    }

    @Test
    void microBatchesAndOtherPlatformsAreNot() {
        assertThat(GlueRealTime.warning(Latency.MICRO_BATCH, onGlue)).isEmpty();
        assertThat(GlueRealTime.warning(Latency.REAL_TIME, new SparkConf(false)))
                .isEmpty();
    }
}
