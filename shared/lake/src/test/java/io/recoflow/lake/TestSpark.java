package io.recoflow.lake;

import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.runtime.storage.FaultyFileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.awaitility.Awaitility;

/** The Spark session of all tests: two tasks at a time, and each may fail three times. */
public final class TestSpark {

    private TestSpark() {}

    public static SparkSession session() {
        return Holder.SESSION;
    }

    /** Returns when no task runs: one that Spark cancels goes on for a while, and may write into a test's folder. */
    public static void awaitIdle() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Arrays.stream(
                        session().sparkContext().statusTracker().getExecutorInfos())
                .allMatch(executor -> executor.numRunningTasks() == 0));
    }

    private static final class Holder {

        static final SparkSession SESSION = withDelta(SparkSession.builder())
                .master("local[2,4]")
                .appName("lake tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "4")
                // A job with a task for every folder takes longer than to list them all.
                .config("spark.sql.sources.parallelPartitionDiscovery.threshold", "1000")
                .config(
                        "spark.sql.warehouse.dir",
                        Path.of(System.getProperty("java.io.tmpdir"), "recoflow-lake-warehouse")
                                .toUri()
                                .toString())
                .config("spark.hadoop.fs." + FaultyFileSystem.DISK + ".impl", FaultyFileSystem.class.getName())
                .config("spark.hadoop.fs." + FaultyFileSystem.OBJECT_STORE + ".impl", FaultyFileSystem.class.getName())
                .getOrCreate();

        private static SparkSession.Builder withDelta(SparkSession.Builder builder) {
            HourlyTable.SESSION.forEach(builder::config);
            return builder;
        }
    }
}
