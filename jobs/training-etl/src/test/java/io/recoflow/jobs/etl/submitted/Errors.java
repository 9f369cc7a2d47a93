package io.recoflow.jobs.etl.submitted;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.submit.SparkSubmit;
import java.util.List;

/** How a failed run ends for the person who started it. */
final class Errors {

    private Errors() {}

    /**
     * The run ended with this code and told why in one line, without a stack trace.
     *
     * @return that line
     */
    static String assertOneLine(SparkSubmit.Result result, int exitCode) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.err()).doesNotContainPattern("(?m)^\\s+at |^Caused by|^Exception in thread|^[0-9:]+ ERROR ");
        List<String> lines = result.err()
                .lines()
                .filter(line -> line.startsWith("training-etl: "))
                .toList();
        assertThat(lines).as(result.err()).hasSize(1);
        return lines.get(0);
    }
}
