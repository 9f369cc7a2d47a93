package io.recoflow.runtime.report;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.RunReport.Outcome;
import io.recoflow.runtime.report.RunReport.Phase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Collects what a run does while it does it, and makes its report. For one thread. */
public final class RunRecord {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String job;
    private final String version;
    private final Map<String, String> settings;
    private final Console console;
    private final Clock clock;
    private final Instant startedAt;
    private final List<Phase> phases = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String runId;

    /** @param settings as they may be printed */
    public RunRecord(String job, String version, Map<String, String> settings, Console console, Clock clock) {
        this.job = job;
        this.version = version;
        this.settings = settings;
        this.console = console;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.runId = SECOND.format(startedAt);
    }

    /** Work that may fail. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /**
     * Does a run's work and leaves its report, also where the work fails.
     *
     * @param file where the report goes, if anywhere
     * @param details the job's own part, asked for when the work has ended
     */
    public void run(Optional<ReportFile> file, Supplier<?> details, Work work) throws Exception {
        try {
            work.run();
        } catch (Exception failure) {
            try {
                file.ifPresent(report -> report.write(failed(failure, details.get())));
            } catch (RuntimeException unwritten) {
                // The run's own failure matters more.
                failure.addSuppressed(unwritten);
            }
            throw failure;
        }
        file.ifPresent(report -> leave(report, published(details.get())));
    }

    /** Writes the report of a run that has done its work. Where that fails it is told, and takes nothing back. */
    public void leave(ReportFile file, RunReport<?> report) {
        try {
            file.write(report);
        } catch (JobException unwritten) {
            console.warn("What the run was asked for is done, but its report is missing. " + unwritten.getMessage());
        }
    }

    /** Times a part of the run, also where it fails. */
    public <T> T phase(String name, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        try {
            return work.call();
        } finally {
            phases.add(new Phase(name, Math.round((System.nanoTime() - start) / 1e6) / 1e3));
        }
    }

    /** Says it at once, and again in the report. */
    public void warn(String line) {
        warnings.add(console.redactor().redact(line));
        console.warn(line);
    }

    /** What the run is called from now on; until then, by the second in which it began. */
    public void runId(String name) {
        runId = name;
    }

    public String runId() {
        return runId;
    }

    public <D> RunReport<D> published(D details) {
        return report(Outcome.PUBLISHED, Optional.empty(), details);
    }

    public <D> RunReport<D> failed(Exception failure, D details) {
        String line = JobException.in(failure).map(JobException::getMessage).orElseGet(failure::toString);
        return report(Outcome.FAILED, Optional.of(console.redactor().redact(line)), details);
    }

    private <D> RunReport<D> report(Outcome outcome, Optional<String> failure, D details) {
        return new RunReport<>(
                RunReport.FORMAT_VERSION,
                job,
                version,
                runId,
                outcome,
                failure,
                startedAt,
                clock.instant(),
                settings,
                details,
                List.copyOf(phases),
                List.copyOf(warnings));
    }
}
