package io.recoflow.jobs.etl.submitted;

import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.testkit.JobRun;

/** How a failed run ends for the person who started it. */
final class Errors {

    private Errors() {}

    /**
     * The run ended with this code and told why in one line, without a stack trace.
     *
     * @return that line
     */
    static String assertOneLine(SparkSubmit.Result result, int exitCode) {
        return new JobRun("training-etl", result.exitCode(), result.out(), result.err()).error(exitCode);
    }
}
