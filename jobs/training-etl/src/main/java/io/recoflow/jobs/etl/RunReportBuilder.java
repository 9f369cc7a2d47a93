package io.recoflow.jobs.etl;

import io.recoflow.catalog.CatalogMove;
import io.recoflow.jobs.etl.RunReport.Outcome;
import io.recoflow.jobs.etl.RunReport.Phase;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.publish.PublishedDataset;
import io.recoflow.lake.publish.RowBalance;
import io.recoflow.lake.publish.RuleCount;
import io.recoflow.runtime.launch.JobContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Collects what a run does while it does it. For one thread. */
final class RunReportBuilder {

    private final JobContext context;
    private final Clock clock;
    private final Instant startedAt;
    private final List<Phase> phases = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> removedSnapshots = new ArrayList<>();
    private final List<PublishedDataset> datasets = new ArrayList<>();
    private List<SchemaDifference> schemaDifferences = List.of();
    private List<RuleCount> rules = List.of();
    private RowBalance ratings = RowBalance.NONE;
    private Optional<CatalogMove> catalogTable = Optional.empty();
    private String runId;
    private int sourceTries;

    /** @param runId until a snapshot gives its name */
    RunReportBuilder(JobContext context, Clock clock, String runId) {
        this.context = context;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.runId = runId;
    }

    /** Times a part of the run, also where it fails. */
    <T> T phase(String name, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        try {
            return work.call();
        } finally {
            phases.add(new Phase(name, Math.round((System.nanoTime() - start) / 1e6) / 1e3));
        }
    }

    /** Begins another reading of the source; what an earlier one counted is void. */
    void beginTry(String newRunId) {
        runId = newRunId;
        sourceTries++;
        ratings = RowBalance.NONE;
        rules = List.of();
        datasets.clear();
    }

    void schemaDifferences(List<SchemaDifference> differences) {
        schemaDifferences = List.copyOf(differences);
    }

    void counted(RowBalance balance, List<RuleCount> brokenRules) {
        ratings = balance;
        rules = List.copyOf(brokenRules);
    }

    void published(PublishedDataset dataset) {
        datasets.add(dataset);
    }

    void moved(CatalogMove table) {
        catalogTable = Optional.of(table);
    }

    void removed(String dataset, List<?> snapshots) {
        snapshots.forEach(snapshot -> removedSnapshots.add(dataset + "/" + snapshot));
    }

    /** Says it at once, and again in the report. */
    void warn(String line) {
        warnings.add(line);
        context.console().warn(line);
    }

    String runId() {
        return runId;
    }

    RunReport build(Outcome outcome, Optional<String> failure) {
        return new RunReport(
                RunReport.FORMAT_VERSION,
                context.jobName(),
                context.version(),
                runId,
                outcome,
                failure.map(context.redactor()::redact),
                startedAt,
                clock.instant(),
                context.settings().printable(),
                schemaDifferences,
                sourceTries,
                ratings,
                rules,
                List.copyOf(datasets),
                catalogTable,
                List.copyOf(removedSnapshots),
                List.copyOf(phases),
                List.copyOf(warnings));
    }
}
