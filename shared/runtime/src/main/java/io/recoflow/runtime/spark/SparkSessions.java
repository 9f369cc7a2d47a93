package io.recoflow.runtime.spark;

import io.recoflow.runtime.launch.JobContext;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** How a job gets its Spark session. */
public final class SparkSessions {

    private SparkSessions() {}

    /**
     * The session of the process, started where there is none. It runs on all local cores where nothing names a master,
     * and its time zone is always UTC, because stored times must not depend on where a job runs.
     *
     * @param defaults Spark settings for keys that {@code spark-submit} (or a {@code spark.*} system property) did not set
     */
    public static SparkSession open(JobContext context, Map<String, String> defaults) {
        SparkConf conf = new SparkConf();
        defaults.forEach(conf::setIfMissing);
        conf.setIfMissing("spark.master", "local[*]");
        conf.setIfMissing("spark.app.name", context.jobName());
        conf.set("spark.sql.session.timeZone", "UTC");
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
