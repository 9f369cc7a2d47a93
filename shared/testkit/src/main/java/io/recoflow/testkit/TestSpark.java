package io.recoflow.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.awaitility.Awaitility;

/** Spark as tests have it: two task threads, no page, nothing that other machines see, times in UTC, few partitions. */
public final class TestSpark {

    private static final Map<String, String> COMMON = Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.shuffle.partitions", "2",
            // Few rows do not save what compiling code for them takes; submitted jobs have it.
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private TestSpark() {}

    /** The session of this process, started by the first call, with the common settings and these. */
    public static SparkSession session(Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder();
        with(settings).forEach((key, value) -> builder.config(key, System.getProperty(key, value)));
        return builder.getOrCreate();
    }

    /** Starts Spark once for all jobs that are launched in this process, with the common settings and these. */
    public static void startForJobs(Map<String, String> settings) {
        var unused = session(settings);
    }

    /** Returns when no task runs: one that Spark cancels goes on for a while, and may write into a test's folder. */
    public static void awaitIdle(SparkSession session) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Arrays.stream(
                        session.sparkContext().statusTracker().getExecutorInfos())
                .allMatch(executor -> executor.numRunningTasks() == 0));
    }

    private static Map<String, String> with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(COMMON);
        all.putAll(settings);
        return all;
    }
}
