package io.recoflow.jobs.recommend;

import io.recoflow.testkit.TestSpark;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The session of all tests of this module in this process. */
public final class TestSession {

    private TestSession() {}

    public static SparkSession session() {
        Map<String, String> settings = new HashMap<>(StreamRecommend.sparkDefaults());
        settings.put("spark.master", "local[6]");
        settings.put("spark.executor.heartbeatInterval", "1s");
        settings.put("spark.sql.shuffle.partitions", "2");
        return TestSpark.session(settings);
    }
}
