package io.recoflow.runtime.failure;

import java.util.Optional;

/** One thing that is wrong: what, why, and what to do about it, on one line. */
public record Problem(String message) {

    public Problem {
        message = Text.oneLine(message);
    }

    /** {@code <problem>: <cause>. <fix>} */
    public Problem(String problem, String cause, String fix) {
        this(Text.oneLine(problem) + ": " + Text.withoutFullStop(Text.oneLine(cause)) + ". " + Text.oneLine(fix));
    }

    /** {@code problem} says what is unknown and so its cause, too. */
    public static Problem unknownName(String problem, Optional<String> suggestion, String jobName) {
        return new Problem(problem + ". "
                + suggestion
                        .map(name -> "Did you mean " + name + "?")
                        .orElse("Run " + jobName + " --help for its options."));
    }
}
