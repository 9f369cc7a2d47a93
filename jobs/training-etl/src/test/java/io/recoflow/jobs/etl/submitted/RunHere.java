package io.recoflow.jobs.etl.submitted;

import io.recoflow.jobs.etl.TrainingEtl;
import io.recoflow.testkit.JobHarness;
import io.recoflow.testkit.JobRun;
import io.recoflow.testkit.TestSpark;
import java.util.Map;

/**
 * A run to its end in this virtual machine, as the job's {@code main} does it. It takes a fraction of a submitted one,
 * and leaves the same: for the runs before and after the one that a test is about.
 */
final class RunHere {

    private RunHere() {}

    /** One at a time, because a virtual machine has one Spark session. */
    static synchronized JobRun of(Map<String, String> environment, String... arguments) {
        TestSpark.configureJobs(Map.of());
        return JobHarness.launch(new TrainingEtl(), environment, arguments);
    }
}
