package io.recoflow.jobs.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a launch of the job left. */
record JobRun(int exitCode, String out, String err) {

    JobRun exits(int expected) {
        assertThat(exitCode)
                .as("exit code of a run that said:\n%s\n%s", out, err)
                .isEqualTo(expected);
        return this;
    }

    /** The one line of a run that ended with an expected failure. */
    String error(int expectedCode) {
        exits(expectedCode);
        List<String> errors =
                err.lines().filter(line -> line.startsWith("load-embeddings: ")).toList();
        assertThat(errors).as(err).hasSize(1);
        assertThat(errors.get(0)).doesNotContain("bug", "Exception:");
        return errors.get(0);
    }
}
