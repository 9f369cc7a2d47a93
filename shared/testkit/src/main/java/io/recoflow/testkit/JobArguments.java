package io.recoflow.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Holds an argument list against a job's real parser. */
public final class JobArguments {

    private JobArguments() {}

    /**
     * What the job says to the arguments, one line each; empty where it would begin its work. The job's own launcher
     * judges, with its checks of several options, without environment variables, and with the arguments that AWS Glue
     * adds dropped as in a run; the work itself is left out.
     */
    public static List<String> problems(Job job, List<String> arguments) {
        WorklessJob workless = new WorklessJob(job);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = JobLauncher.launch(
                workless,
                arguments.toArray(String[]::new),
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        if (code != ExitCode.DONE.value()) {
            return err.toString(UTF_8).lines().toList();
        }
        return workless.began
                ? List.of()
                : List.of(
                        job.name() + ": the arguments ask for its help or version only. Remove --help and --version.");
    }

    /** The job without its work. */
    private static final class WorklessJob implements Job {

        private final Job job;
        private boolean began;

        WorklessJob(Job job) {
            this.job = job;
        }

        @Override
        public String name() {
            return job.name();
        }

        @Override
        public String summary() {
            return job.summary();
        }

        @Override
        public List<Option<?>> options() {
            return job.options();
        }

        @Override
        public List<String> examples() {
            return job.examples();
        }

        @Override
        public List<String> problems(Settings settings) {
            return job.problems(settings);
        }

        @Override
        public void run(JobContext context) {
            began = true;
        }
    }
}
