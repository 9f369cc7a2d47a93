package io.recoflow.jobs.etl;

import io.recoflow.catalog.CatalogMove;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.publish.PublishedDataset;
import io.recoflow.lake.publish.RowBalance;
import io.recoflow.lake.publish.RuleCount;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.runtime.report.RunRecord;
import io.recoflow.runtime.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Collects what a run does to the lake while it does it. For one thread. */
final class TrainingRecord {

    private final RunRecord run;
    private final List<String> removedSnapshots = new ArrayList<>();
    private final List<PublishedDataset> datasets = new ArrayList<>();
    private List<SchemaDifference> schemaDifferences = List.of();
    private List<RuleCount> rules = List.of();
    private RowBalance ratings = RowBalance.NONE;
    private Optional<CatalogMove> catalogTable = Optional.empty();
    private int sourceTries;

    TrainingRecord(RunRecord run) {
        this.run = run;
    }

    <T> T phase(String name, Callable<T> work) throws Exception {
        return run.phase(name, work);
    }

    void warn(String line) {
        run.warn(line);
    }

    /** Begins another reading of the source; what an earlier one counted is void. */
    void beginTry(String newRunId) {
        run.runId(newRunId);
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

    /** Writes the report of a run that has published, see {@link RunRecord#leave}. */
    void leave(ReportFile file, RunReport<TrainingDetails> report) {
        run.leave(file, report);
    }

    RunReport<TrainingDetails> published() {
        return run.published(details());
    }

    RunReport<TrainingDetails> failed(Exception failure) {
        return run.failed(failure, details());
    }

    private TrainingDetails details() {
        return new TrainingDetails(
                schemaDifferences,
                sourceTries,
                ratings,
                rules,
                List.copyOf(datasets),
                catalogTable,
                List.copyOf(removedSnapshots));
    }
}
