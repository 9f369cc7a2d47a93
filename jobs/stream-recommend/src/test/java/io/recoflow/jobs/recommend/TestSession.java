package io.recoflow.jobs.recommend;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The session of all tests of this module in this process. */
public final class TestSession {

    private TestSession() {}

    public static SparkSession session() {
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[6]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.executor.heartbeatInterval", "1s");
        Map<String, String> defaults = StreamRecommend.sparkDefaults();
        defaults.forEach(builder::config);
        return builder.config("spark.sql.shuffle.partitions", "2").getOrCreate();
    }
}
