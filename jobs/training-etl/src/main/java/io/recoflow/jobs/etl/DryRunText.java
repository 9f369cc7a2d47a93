package io.recoflow.jobs.etl;

import io.recoflow.database.KeyRange;
import io.recoflow.lake.publish.RuleCount;
import io.recoflow.lake.snapshot.SnapshotManifest;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Table;
import io.recoflow.shop.LakeDatasets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code --dry-run} prints: what the job would read, check and write. */
final class DryRunText {

    private DryRunText() {}

    /** @param catalogPlan what would become of the Data Catalog's table, where there is one */
    static String text(
            Settings settings,
            TrainingEtlConfiguration configuration,
            SourcePlan plan,
            SourceSample sample,
            TrainingLake lake,
            Optional<String> catalogPlan) {
        Table options = Table.columns("option", "value");
        settings.printable().forEach(options::row);
        Table reads = Table.columns("table", "rows now", "ranges", "largest range");
        for (SourcePlan.PlannedTable table : plan.tables()) {
            List<KeyRange> ranges = table.ranges();
            if (ranges.isEmpty()) {
                continue;
            }
            long largest = ranges.stream().mapToLong(KeyRange::rows).max().orElse(0);
            reads.row(table.name(), number(table.rows()), number(ranges.size()), number(largest));
        }
        Table checks = Table.columns("rule", "action", "condition");
        sample.ratings().rules().stream()
                .map(RuleCount::rule)
                .forEach(rule ->
                        checks.row(rule.name(), rule.action().name().toLowerCase(Locale.ROOT), rule.condition()));
        return String.join(
                "\n",
                options.text(),
                "",
                reads.text(),
                addedUp(plan),
                "",
                queries(plan),
                "",
                checks.text(),
                "",
                sample.text(),
                "",
                "Columns of a training row: " + String.join(", ", configuration.trainingColumns()),
                "Columns of a product: "
                        + String.join(", ", LakeDatasets.productColumns(configuration.productFeatures())),
                "Would write: " + lake.training().root() + ", "
                        + lake.products().root() + ", " + lake.popular().root(),
                "Latest snapshot now: "
                        + lake.training()
                                .latest()
                                .map(SnapshotManifest::snapshot)
                                .orElse("none"),
                catalogPlan.map(line -> line + "\n").orElse("")
                        + "Dry run: a small file was written into each folder of the lake, and removed. Nothing else was"
                        + " written.");
    }

    private static String addedUp(SourcePlan plan) {
        String names = plan.tables().stream()
                .filter(table -> table.ranges().isEmpty())
                .map(SourcePlan.PlannedTable::name)
                .collect(Collectors.joining(", "));
        return "Added up by the source: " + (names.isEmpty() ? "nothing" : names);
    }

    /** What is asked of the database, for who has a mapping. */
    private static String queries(SourcePlan plan) {
        return plan.tables().stream()
                .map(table -> table.name() + ": " + table.query())
                .collect(Collectors.joining("\n"));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
