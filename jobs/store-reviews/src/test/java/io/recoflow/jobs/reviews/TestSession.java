package io.recoflow.jobs.reviews;

import io.recoflow.testkit.TestSpark;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The session of all tests of this module in this process. */
final class TestSession {

    private TestSession() {}

    static SparkSession session() {
        Map<String, String> settings = new HashMap<>(StoreReviews.sparkDefaults());
        settings.put("spark.master", "local[4]");
        settings.put("spark.sql.shuffle.partitions", "2");
        return TestSpark.session(settings);
    }
}
