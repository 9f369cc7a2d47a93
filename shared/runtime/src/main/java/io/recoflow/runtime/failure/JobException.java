package io.recoflow.runtime.failure;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expected failure of a job: it ends the run with its exit code and one line for the person who runs it.
 *
 * <p>The message is {@code <problem>: <cause>. <fix>}, on one line whatever the parts contain. The exception survives
 * the way from a Spark task to the driver even where what triggered it cannot be serialized: then the trigger's text and
 * stack trace stand in for it.
 */
public final class JobException extends RuntimeException {

    private final ExitCode exitCode;
    private final String problem;
    private final String cause;
    private final String fix;

    /**
     * @param problem what failed, for example {@code Cannot read table ratings}; without a full stop
     * @param cause why it failed
     * @param fix what the person who runs the job can do, as a sentence
     */
    public JobException(ExitCode code, String problem, String cause, String fix) {
        this(null, code, problem, cause, fix);
    }

    /** As the other constructor; {@code trigger} is the failure behind it, shown with {@code --verbose} only. */
    public JobException(ExitCode code, String problem, String cause, String fix, Throwable trigger) {
        this(trigger, code, problem, cause, fix);
    }

    private JobException(@Nullable Throwable trigger, ExitCode code, String problem, String cause, String fix) {
        super(null, trigger);
        this.exitCode = code;
        this.problem = Text.oneLine(problem);
        this.cause = Text.withoutFullStop(Text.oneLine(cause));
        this.fix = Text.oneLine(fix);
    }

    /** {@code <problem>: <cause>. <fix>} */
    @Override
    public String getMessage() {
        return new Problem(problem, cause, fix).message();
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public String problem() {
        return problem;
    }

    /** Why it failed, without a full stop. */
    public String causeText() {
        return cause;
    }

    public String fix() {
        return fix;
    }

    /** The first job exception in the chain of causes that begins with {@code t}: Spark wraps what its tasks throw. */
    public static Optional<JobException> in(Throwable t) {
        return Causes.find(t, JobException.class);
    }

    /** Spark drops an exception that it cannot serialize, so what travels has nothing but plain values. */
    private Object writeReplace() {
        Throwable trigger = getCause();
        return new Serialized(
                exitCode,
                problem,
                cause,
                fix,
                getStackTrace(),
                trigger == null ? null : trigger.toString(),
                trigger == null ? new StackTraceElement[0] : trigger.getStackTrace());
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Serialized(
            ExitCode code,
            String problem,
            String cause,
            String fix,
            StackTraceElement[] trace,
            @Nullable String trigger,
            StackTraceElement[] triggerTrace)
            implements Serializable {

        private Object readResolve() {
            JobException restored = new JobException(restoredTrigger(), code, problem, cause, fix);
            restored.setStackTrace(trace);
            return restored;
        }

        private @Nullable Throwable restoredTrigger() {
            if (trigger == null) {
                return null;
            }
            Throwable restored = new RuntimeException(trigger);
            restored.setStackTrace(triggerTrace);
            return restored;
        }
    }
}
