package io.recoflow.kinesis;

import io.recoflow.testkit.TestSpark;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The Spark session that all tests of this module share. */
public final class KinesisSession {

    private KinesisSession() {}

    /** On a cluster where the property {@code spark.master} says so. */
    public static SparkSession get() {
        return TestSpark.session(Map.of(
                // Used by queries of more shards than executorTailShards.
                "spark.plugins",
                KinesisPlugin.class.getName(),
                // A query that is stopped amid its first offset shall start again.
                "spark.sql.streaming.verifyCheckpointDirectoryEmptyOnStart",
                "false"));
    }
}
