package io.recoflow.lake;

import io.recoflow.lake.hourly.ConditionalPutLogStore;
import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.testkit.TestSpark;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The Spark session of all tests: two tasks at a time, and each may fail three times. */
public final class LakeSession {

    private LakeSession() {}

    public static SparkSession session() {
        return Holder.SESSION;
    }

    /** Returns when no task runs, see {@link TestSpark#awaitIdle}. */
    public static void awaitIdle() {
        TestSpark.awaitIdle(session());
    }

    private static final class Holder {

        static final SparkSession SESSION = TestSpark.session(settings());

        private static Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>(HourlyTable.SESSION);
            settings.put("spark.master", "local[2,4]");
            settings.put("spark.app.name", "lake tests");
            settings.put("spark.sql.shuffle.partitions", "4");
            // A job with a task for every folder takes longer than to list them all.
            settings.put("spark.sql.sources.parallelPartitionDiscovery.threshold", "1000");
            settings.put(
                    "spark.sql.warehouse.dir",
                    Path.of(System.getProperty("java.io.tmpdir"), "recoflow-lake-warehouse")
                            .toUri()
                            .toString());
            for (String scheme : new String[] {FaultyFileSystem.DISK, FaultyFileSystem.OBJECT_STORE}) {
                settings.put("spark.hadoop.fs." + scheme + ".impl", FaultyFileSystem.class.getName());
            }
            settings.put(
                    "spark.delta.logStore." + FaultyFileSystem.OBJECT_STORE + ".impl",
                    ConditionalPutLogStore.class.getName());
            return settings;
        }
    }
}
