package io.recoflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What a run of a job left, in this process or another.
 *
 * @param job its name
 * @param out all of stdout
 * @param err all of stderr
 */
public record JobRun(String job, int exitCode, String out, String err) {

    private static final String STACK_TRACE = "(?m)^\\s+at |^Caused by|^Exception in thread|^[0-9:]+ ERROR ";

    public JobRun exits(int expected) {
        assertThat(exitCode)
                .as("exit code of a run that said:\n%s\n%s", out, err)
                .isEqualTo(expected);
        return this;
    }

    /** The one line in which a run that ended with an expected failure tells it. */
    public String error(int expectedCode) {
        exits(expectedCode);
        assertThat(err).doesNotContainPattern(STACK_TRACE);
        List<String> errors =
                err.lines().filter(line -> line.startsWith(job + ": ")).toList();
        assertThat(errors).as(err).hasSize(1);
        assertThat(errors.get(0)).doesNotContain("bug", "Exception:");
        return errors.get(0);
    }

    /** All that it said. */
    public String said() {
        return out + err;
    }
}
