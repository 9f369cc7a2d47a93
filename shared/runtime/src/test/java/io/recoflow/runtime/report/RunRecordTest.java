package io.recoflow.runtime.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.secret.Redactor;
import io.recoflow.runtime.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {

    private record Details(int rows, Optional<String> table) {}

    private final Path folder;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Redactor redactor = new Redactor();
    private Path file;
    private RunRecord record;
    private Optional<ReportFile> report;

    RunRecordTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void begin() {
        PrintStream stream = new PrintStream(err, true, UTF_8);
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC);
        record = new RunRecord(
                "a-job", "1.0", Map.of("lake", "file:///lake"), new Console(stream, stream, redactor), clock);
        file = folder.resolve("report.json");
        report = Optional.of(ReportFile.open(file.toUri().toString(), new Configuration()));
    }

    @Test
    void aRunThatEndsWellLeavesItsReportInAFixedOrder() throws Exception {
        record.run(report, () -> new Details(3, Optional.empty()), () -> record.warn("Something."));

        assertThat(file).hasContent("""
                {
                  "formatVersion" : 1,
                  "job" : "a-job",
                  "version" : "1.0",
                  "runId" : "20261120T080000Z",
                  "outcome" : "PUBLISHED",
                  "failure" : null,
                  "startedAt" : "2026-11-20T08:00:00Z",
                  "finishedAt" : "2026-11-20T08:00:00Z",
                  "settings" : {
                    "lake" : "file:///lake"
                  },
                  "rows" : 3,
                  "table" : null,
                  "phases" : [ ],
                  "warnings" : [
                    "Something."
                  ]
                }""");
        assertThat(err.toString(UTF_8)).isEqualTo("Warning: Something." + System.lineSeparator());
    }

    @Test
    void aRunThatFailsLeavesAReportWithTheLineThatItEndsWithAndNoSecret() throws IOException {
        redactor.add(new Secret("open-sesame"));
        JobException failure =
                new JobException(ExitCode.UNAVAILABLE, "Cannot read", "open-sesame was refused", "Try again");

        assertThatThrownBy(() -> record.run(report, () -> new Details(0, Optional.empty()), () -> {
                    record.runId("later");
                    record.phase("read", () -> {
                        throw failure;
                    });
                }))
                .isSameAs(failure);

        assertThat(Files.readString(file))
                .contains("\"outcome\" : \"FAILED\"", "\"failure\" : \"Cannot read: ", "was refused. Try again\"")
                .contains("\"runId\" : \"later\"", "\"name\" : \"read\"")
                .doesNotContain("open-sesame");
    }

    @Test
    void aReportThatCannotBeWrittenHidesNoFailure() throws IOException {
        Files.createDirectories(file.resolve("a folder"));
        IllegalStateException failure = new IllegalStateException("the run's own");

        assertThatThrownBy(() -> record.run(report, () -> new Details(0, Optional.empty()), () -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(JobException.class);
    }

    /** What was published is published, and a scheduler must not run it again for want of a report. */
    @Test
    void aReportThatCannotBeWrittenFailsNoRunThatHasDoneItsWork() throws Exception {
        Files.createDirectories(file.resolve("a folder"));

        record.run(report, () -> new Details(0, Optional.empty()), () -> {});

        assertThat(err.toString(UTF_8))
                .startsWith("Warning: What the run was asked for is done, but its report is missing. Cannot write the"
                        + " report")
                .contains(file.toString());
    }

    @Test
    void aReportThatCannotBeWrittenIsToldBeforeTheWork() throws IOException {
        Path other = Files.writeString(folder.resolve("a-file"), "in the way");

        for (String unwritable : new String[] {other.resolve("report.json").toString(), folder.toString()}) {
            assertThatThrownBy(() -> ReportFile.open(unwritable, new Configuration()))
                    .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                            .isEqualTo(ExitCode.STORAGE_FAILED))
                    .hasMessageStartingWith("Cannot open --report " + unwritable);
        }
        assertThat(other).hasContent("in the way");
    }

    @Test
    void openingAReportLeavesNothingAndChangesNothing() throws IOException {
        Path deep = folder.resolve("a/b/report.json");
        ReportFile.open(deep.toString(), new Configuration());
        assertThat(folder).isEmptyDirectory();

        Path old = Files.writeString(folder.resolve("old.json"), "{}");
        ReportFile.open(old.toString(), new Configuration());
        assertThat(folder).isDirectoryContaining(old::equals);
        assertThat(old).hasContent("{}");
        ReportFile.open("/dev/null", new Configuration());
    }
}
