package io.recoflow.jobs.train;

import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.OfflineMetrics;
import io.recoflow.runtime.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run has made, for the terminal. */
final class TrainingSummary {

    private TrainingSummary() {}

    /** @param verdicts where the model is worth its while, and where not */
    static String of(Manifest manifest, List<String> verdicts, String location) {
        return String.format(
                Locale.ROOT,
                "%s%n%s%nTrained on %s: %s",
                manifest.producer(),
                manifest.metrics()
                        .map(metrics -> figures(metrics, verdicts))
                        .orElse(
                                "Nothing was held out that could be measured, so nothing is known of how good the model is."),
                manifest.trainingSnapshot().orElse("other data"),
                location);
    }

    private static String figures(OfflineMetrics metrics, List<String> verdicts) {
        Table table =
                Table.columns("on the holdout", "ranked by", "NDCG@10", "Recall@10", "coverage", "popular", "RMSE");
        metrics.rankings()
                .forEach(each -> table.row(
                        each.shoppers().orElse(""),
                        each.ranking(),
                        text(each.ndcgAt10()),
                        text(each.recallAt10()),
                        percent(each.catalogueCoverage()),
                        percent(each.popularShare()),
                        text(each.rmse())));
        return String.format(
                Locale.ROOT,
                "%s%n%,d ratings held out; the published model has learned from them as well.%n%s",
                table.text(),
                metrics.heldOut(),
                String.join(System.lineSeparator(), verdicts));
    }

    private static String percent(Optional<Double> value) {
        return value.map(share -> String.format(Locale.ROOT, "%.0f %%", 100 * share))
                .orElse("");
    }

    private static String text(Optional<Double> value) {
        return value.map(number -> String.format(Locale.ROOT, "%.4f", number)).orElse("");
    }
}
