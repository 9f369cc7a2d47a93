package io.recoflow.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobLauncher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** Launches jobs in this process, as their {@code main} does. */
public final class JobHarness {

    private JobHarness() {}

    /** Runs a job to its end, without environment variables. */
    public static JobRun launch(Job job, String... arguments) {
        return launch(job, Map.of(), arguments);
    }

    /**
     * Runs a job to its end.
     *
     * @param environment all variables that it finds set
     */
    public static JobRun launch(Job job, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = JobLauncher.launch(
                job, arguments, environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new JobRun(job.name(), exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
