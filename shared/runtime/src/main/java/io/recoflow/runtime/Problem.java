package io.recoflow.runtime;

import java.util.Optional;

/** One thing that is wrong: what, why, and what to do about it, on one line. */
record Problem(String message) {

    Problem {
        message = Text.oneLine(message);
    }

    /** {@code <problem>: <cause>. <fix>} */
    Problem(String problem, String cause, String fix) {
        this(Text.oneLine(problem) + ": " + Text.withoutFullStop(Text.oneLine(cause)) + ". " + Text.oneLine(fix));
    }

    /** {@code problem} says what is unknown and so its cause, too. */
    static Problem unknownName(String problem, Optional<String> suggestion, String jobName) {
        return new Problem(problem + ". "
                + suggestion
                        .map(name -> "Did you mean " + name + "?")
                        .orElse("Run " + jobName + " --help for its options."));
    }
}
