package io.recoflow.runtime.launch;

import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.secret.Redactor;

/**
 * What a running job is given.
 *
 * @param version the job's version, or {@code development} outside a jar
 * @param dryRun resolve, connect, check and print the plan, but write nothing
 */
public record JobContext(Settings settings, String jobName, String version, boolean dryRun, Console console) {

    /** Takes further secrets that the job comes to know, for example a password from a secrets store. */
    public Redactor redactor() {
        return console.redactor();
    }
}
