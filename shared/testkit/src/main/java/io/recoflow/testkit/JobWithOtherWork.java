package io.recoflow.testkit;

import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import java.util.List;
import java.util.Map;

/**
 * A job with its name, its options and its checks, which does something else.
 *
 * @param commands its commands, which may do something else, too
 */
public record JobWithOtherWork(Job job, Work work, Map<String, Job> commands) implements Job {

    /** With the job's own commands. */
    public JobWithOtherWork(Job job, Work work) {
        this(job, work, job.commands());
    }

    /** What it does. */
    @FunctionalInterface
    public interface Work {
        void run(JobContext context) throws Exception;
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
    public Map<String, String> formerOptions() {
        return job.formerOptions();
    }

    @Override
    public void run(JobContext context) throws Exception {
        work.run(context);
    }
}
