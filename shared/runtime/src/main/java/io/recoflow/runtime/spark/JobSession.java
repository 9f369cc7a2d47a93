package io.recoflow.runtime.spark;

import io.recoflow.runtime.launch.JobContext;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * A job's Spark session. Spark ends with it where the job started it; a Spark that ran before, such as a notebook's, goes on.
 */
public final class JobSession implements AutoCloseable {

    private static final String TIME_ZONE = "spark.sql.session.timeZone";
    private static final String UTC = "UTC";

    private final SparkSession spark;
    private final boolean startedHere;

    private JobSession(SparkSession spark, boolean startedHere) {
        this.spark = spark;
        this.startedHere = startedHere;
    }

    /**
     * Starts Spark, on all local cores where nothing names a master; or takes a session of its own where Spark runs in this
     * process. Its time zone is always UTC, because stored times must not depend on where a job runs.
     *
     * @param defaults Spark settings for keys that {@code spark-submit} (or a {@code spark.*} system property) did not set
     */
    public static JobSession open(JobContext context, Map<String, String> defaults) {
        Option<SparkSession> running = SparkSession.getDefaultSession();
        return running.isDefined() && !running.get().sparkContext().isStopped()
                ? within(running.get(), defaults)
                : started(context, defaults);
    }

    private static JobSession started(JobContext context, Map<String, String> defaults) {
        SparkConf conf = new SparkConf();
        defaults.forEach(conf::setIfMissing);
        conf.setIfMissing("spark.master", "local[*]");
        conf.setIfMissing("spark.app.name", context.jobName());
        conf.set(TIME_ZONE, UTC);
        return new JobSession(SparkSession.builder().config(conf).getOrCreate(), true);
    }

    private static JobSession within(SparkSession running, Map<String, String> defaults) {
        SparkSession spark = running.newSession();
        SparkConf given = spark.sparkContext().getConf();
        defaults.forEach((key, value) -> {
            // What only a start can set stays as it was started.
            if (!given.contains(key) && spark.conf().isModifiable(key)) {
                spark.conf().set(key, value);
            }
        });
        spark.conf().set(TIME_ZONE, UTC);
        return new JobSession(spark, false);
    }

    public SparkSession spark() {
        return spark;
    }

    @Override
    public void close() {
        if (startedHere) {
            spark.stop();
        }
    }
}
