package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.testkit.JobRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a launch of the job left.
 *
 * @param reportFile the newest report in the lake
 */
record ReportedRun(JobRun run, Optional<Path> reportFile) {

    private static final List<String> PROGRESS = List.of("Working on ", "Schema: ", "Warning: ", "The source ");

    int exitCode() {
        return run.exitCode();
    }

    String out() {
        return run.out();
    }

    String err() {
        return run.err();
    }

    ReportedRun exits(int expected) {
        run.exits(expected);
        return this;
    }

    /** What standard error has beside progress. */
    List<String> errors() {
        return err().lines()
                .filter(line -> PROGRESS.stream().noneMatch(line::startsWith))
                .toList();
    }

    /** The one line of a run that ended with an expected failure, beside which it told its progress only. */
    String error(int expectedCode) {
        String error = run.error(expectedCode);
        assertThat(errors()).containsExactly(error);
        return error;
    }

    JsonNode report() {
        return json(reportFile.orElseThrow(() -> new AssertionError("There is no report. " + err())));
    }

    String runId() {
        return report().path("runId").asText();
    }

    /** The balance of the report, after a look at whether it is one. */
    Balance balance() {
        JsonNode ratings = report().path("ratings");
        Balance balance = new Balance(
                ratings.path("read").asLong(),
                ratings.path("written").asLong(),
                ratings.path("rejected").asLong());
        assertThat(balance.read()).isEqualTo(balance.written() + balance.rejected());
        return balance;
    }

    /** How many rows broke a rule. */
    long broke(String rule) {
        for (JsonNode count : report().path("rules")) {
            if (count.path("rule").path("name").asText().equals(rule)) {
                return count.path("rows").asLong();
            }
        }
        throw new AssertionError("The report does not count the rule " + rule);
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Rows of ratings. */
    record Balance(long read, long written, long rejected) {}
}
