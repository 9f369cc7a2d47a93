package io.recoflow.runtime.report;

import io.recoflow.runtime.failure.Text;
import io.recoflow.runtime.secret.Redactor;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a person sees of a run. Everything passes through the run's redactor before it is printed. */
public final class Console {

    private final PrintStream out;
    private final PrintStream err;
    private final Redactor redactor;

    public Console(PrintStream out, PrintStream err, Redactor redactor) {
        this.out = out;
        this.err = err;
        this.redactor = redactor;
    }

    /** A result, to standard output. May have several lines. */
    public void out(String line) {
        out.println(redactor.redact(line));
    }

    /** What the job is doing, to standard error. */
    public void progress(String line) {
        err.println(redactor.redact(line));
    }

    /** What did not stop the job but someone should know, to standard error. */
    public void warn(String line) {
        err.println("Warning: " + redactor.redact(line));
    }

    /** One line to standard error: redacted first and cut afterwards, so that no part of a secret stays. */
    public void error(String line) {
        err.println(Text.abbreviate(redactor.redact(Text.oneLine(line)), 2_000));
    }

    public void stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        err.print(redactor.redact(trace.toString()));
    }

    public Redactor redactor() {
        return redactor;
    }
}
