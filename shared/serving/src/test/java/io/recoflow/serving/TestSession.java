package io.recoflow.serving;

import org.apache.spark.sql.SparkSession;

/** The session by which this module's tests write a lake. */
public final class TestSession {

    private TestSession() {}

    public static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }
}
