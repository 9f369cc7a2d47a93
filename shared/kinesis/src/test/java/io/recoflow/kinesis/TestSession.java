package io.recoflow.kinesis;

import org.apache.spark.sql.SparkSession;

/** The Spark session that all tests of this module share. */
public final class TestSession {

    private TestSession() {}

    /** Two task threads, nothing on the network; on a cluster where the property {@code spark.master} says so. */
    public static SparkSession get() {
        return SparkSession.builder()
                .master(System.getProperty("spark.master", "local[2]"))
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                // Used by queries of more shards than executorTailShards.
                .config("spark.plugins", KinesisPlugin.class.getName())
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                // A query that is stopped amid its first offset shall start again.
                .config("spark.sql.streaming.verifyCheckpointDirectoryEmptyOnStart", "false")
                .getOrCreate();
    }
}
