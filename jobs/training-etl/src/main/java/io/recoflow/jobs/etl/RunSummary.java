package io.recoflow.jobs.etl;

import io.recoflow.catalog.CatalogMove;
import io.recoflow.lake.publish.RowBalance;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.runtime.report.RunReport;
import io.recoflow.runtime.report.Table;
import java.util.Locale;

/** A run's report as a short text for the terminal. */
final class RunSummary {

    private RunSummary() {}

    /** @param file where the whole report is */
    static String of(RunReport<TrainingDetails> run, ReportFile file) {
        TrainingDetails report = run.details();
        StringBuilder text = new StringBuilder();
        RowBalance rows = report.ratings();
        text.append(String.format(
                Locale.ROOT,
                "Ratings: %,d read = %,d written + %,d rejected (%.2f %%)%n",
                rows.read(),
                rows.written(),
                rows.rejected(),
                100 * rows.rejectedShare()));
        Table rules = Table.columns("broken rule", "action", "rows");
        report.rules().stream()
                .filter(count -> count.rows() > 0)
                .forEach(count -> rules.row(
                        count.rule().name(),
                        count.rule().action().name().toLowerCase(Locale.ROOT),
                        number(count.rows())));
        if (report.rules().stream().anyMatch(count -> count.rows() > 0)) {
            text.append(rules.text()).append('\n');
        }
        if (!report.datasets().isEmpty()) {
            Table datasets = Table.columns("dataset", "rows", "partitions", "files", "bytes", "latest");
            report.datasets()
                    .forEach(dataset -> datasets.row(
                            dataset.dataset(),
                            number(dataset.rows()),
                            number(dataset.partitions()),
                            number(dataset.files()),
                            number(dataset.bytes()),
                            dataset.latest() ? "yes" : "no"));
            text.append(datasets.text()).append('\n');
            report.datasets().forEach(dataset -> text.append(dataset.path()).append('\n'));
        }
        report.catalogTable().ifPresent(table -> text.append(line(table)).append('\n'));
        Table phases = Table.columns("phase", "seconds");
        run.phases().forEach(phase -> phases.row(phase.name(), String.format(Locale.ROOT, "%.1f", phase.seconds())));
        return text.append(phases.text()).append("\nReport: ").append(file).toString();
    }

    private static String line(CatalogMove table) {
        String snapshot = " the snapshot " + table.snapshot();
        return switch (table.action()) {
            case CREATED -> "Table " + table.table() + ": created, shows" + snapshot;
            case MOVED -> "Table " + table.table() + ": shows" + snapshot;
            case LEFT_AT_NEWER -> "Table " + table.table() + ": left as it is, shows" + snapshot + ", which is newer";
        };
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
