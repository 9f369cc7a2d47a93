package io.recoflow.runtime.launch;

import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.report.RunRecord;
import io.recoflow.runtime.secret.Redactor;
import java.time.Clock;

/**
 * What a running job is given.
 *
 * @param version the job's version, or {@code development} outside a jar
 * @param dryRun resolve, connect, check and print the plan, but write nothing
 */
public record JobContext(Settings settings, String jobName, String version, boolean dryRun, Console console) {

    /** A record of the run that begins now. */
    public RunRecord record(Clock clock) {
        return new RunRecord(jobName, version, settings.printable(), console, clock);
    }

    /** Takes further secrets that the job comes to know, for example a password from a secrets store. */
    public Redactor redactor() {
        return console.redactor();
    }
}
