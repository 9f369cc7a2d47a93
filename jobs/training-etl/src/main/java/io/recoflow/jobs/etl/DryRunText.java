package io.recoflow.jobs.etl;

import io.recoflow.database.KeyRange;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.lake.publish.RuleCount;
import io.recoflow.lake.snapshot.SnapshotManifest;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Table;
import io.recoflow.shop.LakeDatasets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code --dry-run} prints: what the job would read, check and write. */
final class DryRunText {

    private DryRunText() {}

    /** @param catalogPlan what would become of the Data Catalog's table, where there is one */
    static String text(
            Settings settings,
            TrainingEtlConfiguration configuration,
            UsedTables tables,
            SourcePlan plan,
            SourceSample sample,
            TrainingLake lake,
            Optional<String> catalogPlan) {
        Table options = Table.columns("option", "value");
        settings.printable().forEach(options::row);
        Table reads = Table.columns("table", "rows now", "ranges", "largest range");
        for (TableContract table : tables.all()) {
            List<KeyRange> ranges = plan.ranges(table);
            if (ranges.isEmpty()) {
                continue;
            }
            long largest = ranges.stream().mapToLong(KeyRange::rows).max().orElse(0);
            reads.row(table.table(), number(plan.rows(table)), number(ranges.size()), number(largest));
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
                "Added up by the source: " + tables.orders().table() + ", "
                        + tables.orderDetails().table(),
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

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
