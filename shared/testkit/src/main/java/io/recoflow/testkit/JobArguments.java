package io.recoflow.testkit;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.launch.Job;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Holds an argument list against a job's real parser. */
public final class JobArguments {

    private JobArguments() {}

    /**
     * What the job says to the arguments, one line each; empty where it would begin its work. The job's own launcher
     * judges, with its checks of several options, without environment variables, and with the arguments that AWS Glue
     * adds dropped as in a run; the work itself is left out.
     */
    public static List<String> problems(Job job, List<String> arguments) {
        AtomicBoolean began = new AtomicBoolean();
        JobRun run = JobHarness.launch(
                new JobWithOtherWork(job, context -> began.set(true)), arguments.toArray(String[]::new));
        if (run.exitCode() != ExitCode.DONE.value()) {
            return run.err().lines().toList();
        }
        return began.get()
                ? List.of()
                : List.of(
                        job.name() + ": the arguments ask for its help or version only. Remove --help and --version.");
    }
}
