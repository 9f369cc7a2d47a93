package io.recoflow.jobs.etl.submitted;

import io.recoflow.jobs.etl.TrainingEtl;
import io.recoflow.testkit.JobHarness;
import io.recoflow.testkit.JobRun;
import io.recoflow.testkit.TestSpark;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A run to its end in this virtual machine, as the job's {@code main} does it. It takes a fraction of a submitted one,
 * and leaves the same: for the runs before and after the one that a test is about.
 */
final class RunHere {

    private static final String LOCAL_FILES = "fs.file.impl";

    /** Hadoop keeps the file system of earlier runs otherwise. */
    private static final String LOCAL_FILES_ANEW = "fs.file.impl.disable.cache";

    static {
        TestSpark.startForJobs(Map.of());
    }

    private RunHere() {}

    static JobRun of(Map<String, String> environment, String... arguments) {
        return JobHarness.launch(new TrainingEtl(), environment, arguments);
    }

    /** Does something whose runs find another file system where the local disk is. */
    static <T> T on(Class<? extends FileSystem> disk, Supplier<T> work) {
        Configuration hadoop = TestSpark.session(Map.of()).sparkContext().hadoopConfiguration();
        hadoop.set(LOCAL_FILES, disk.getName());
        hadoop.setBoolean(LOCAL_FILES_ANEW, true);
        try {
            return work.get();
        } finally {
            hadoop.unset(LOCAL_FILES);
            hadoop.unset(LOCAL_FILES_ANEW);
        }
    }
}
