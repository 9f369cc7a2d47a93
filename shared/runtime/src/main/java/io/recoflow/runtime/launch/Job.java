package io.recoflow.runtime.launch;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import java.util.List;
import java.util.Map;

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

    /**
     * What else the job can be told to do, by the word that tells it: the first of the command line, or the value of {@code
     * --command} where a platform gives options only. A command has options of its own; its name is the job's and the word.
     */
    default Map<String, Job> commands() {
        return Map.of();
    }

    /** What took the place of options of earlier releases, by their names without dashes: a sentence that says what to do. */
    default Map<String, String> formerOptions() {
        return Map.of();
    }
}
