package io.recoflow.lake.rules;

import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.option.CommonOptions;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/** Tells a rule that Spark cannot evaluate on some row, such as a cast of text that is no number, from other failures. */
public final class RuleFailures {

    /** SQL's class of failures that come from a value: 22018 a cast, 22012 a division by zero, … */
    private static final String DATA_EXCEPTION = "22";

    private RuleFailures() {}

    /** The end of the job (exit code 2) where a condition failed on a value, or empty where something else failed. */
    public static Optional<JobException> ended(Throwable failure) {
        for (Throwable current : Causes.of(failure)) {
            if (current instanceof SparkThrowable spark
                    && String.valueOf(spark.getSqlState()).startsWith(DATA_EXCEPTION)) {
                return Optional.of(new JobException(
                        ExitCode.USAGE,
                        "Cannot use " + CommonOptions.RULES,
                        "a condition fails on a row instead of being true or false: "
                                + String.valueOf(current.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("no reason given"),
                        "Write the condition so that it holds for any value, for example with try_cast",
                        failure));
            }
        }
        return Optional.empty();
    }
}
