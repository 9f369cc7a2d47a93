package io.recoflow.runtime.launch;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import java.util.List;

/** What the launcher needs to know of a job. */
public interface Job {

    /** Kebab-case; the name in every message. */
    String name();

    /** What the job does, in one sentence. */
    String summary();

    /** The job's own options, in the order in which help and documentation show them; the common ones come by themselves. */
    List<Option<?>> options();

    /** Arguments of typical runs, one line each, without the job's name. */
    List<String> examples();

    /**
     * Does the work.
     *
     * @throws JobException for a failure that was foreseen; any other exception counts as a bug
     * @throws Exception a bug
     */
    void run(JobContext context) throws Exception;

    /**
     * Checks that concern more than one option: each problem on one line, as {@code <problem>: <cause>. <fix>}. Called
     * also where single options have problems, so that all are reported at once; asking for one of those options ends
     * the call quietly.
     */
    default List<String> problems(Settings settings) {
        return List.of();
    }
}
