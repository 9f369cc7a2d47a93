package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.jobs.etl.TrainingEtl;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.runtime.launch.JobLauncher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * A run to its end in this virtual machine, as the job's {@code main} does it. It takes a fraction of a submitted one,
 * and leaves the same: for the runs before and after the one that a test is about.
 */
final class RunHere {

    private static final Map<String, String> SPARK = Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.sql.shuffle.partitions", "2");

    private RunHere() {}

    /** One at a time, because a virtual machine has one Spark session. */
    static synchronized SparkSubmit.Result of(Map<String, String> environment, String... arguments) {
        SPARK.forEach(System::setProperty);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = JobLauncher.launch(
                new TrainingEtl(),
                arguments,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        return new SparkSubmit.Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
