package io.recoflow.jobs.train;

import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.OfflineMetrics;
import io.recoflow.model.bundle.RankingMetrics;
import io.recoflow.runtime.report.Table;
import java.util.Locale;
import java.util.Optional;

/** What a run has made, for the terminal. */
final class TrainingSummary {

    private TrainingSummary() {}

    static String of(Manifest manifest, String location) {
        OfflineMetrics metrics = manifest.metrics().orElseThrow();
        Table table = Table.columns("on the holdout", "RMSE", "NDCG@10");
        metrics.rankings().forEach(each -> table.row(each.ranking(), text(each.rmse()), text(each.ndcgAt10())));
        return String.format(
                Locale.ROOT,
                "%s%n%s%n%,d ratings held out; %.0f %% of the catalogue is among some customer's ten best.%n"
                        + "%s%nTrained on %s: %s",
                manifest.producer(),
                table.text(),
                metrics.heldOut(),
                100 * metrics.catalogueCoverage().orElse(0.0),
                verdict(metrics),
                manifest.trainingSnapshot().orElse("other data"),
                location);
    }

    /** Whether the model is worth its while, plainly. */
    private static String verdict(OfflineMetrics metrics) {
        Optional<Double> model = metrics.of("model").flatMap(RankingMetrics::rmse);
        Optional<Double> itemMean = metrics.of("item mean").flatMap(RankingMetrics::rmse);
        if (model.isEmpty() || itemMean.isEmpty()) {
            return "Nothing was held out, so nothing is known of how good the model is.";
        }
        return model.get() < itemMean.get()
                ? "The model rates better than the item mean does."
                : "The model does NOT rate better than the item mean does: who the customer is tells it nothing here"
                        + " that would make up for what it does not know.";
    }

    private static String text(Optional<Double> value) {
        return value.map(number -> String.format(Locale.ROOT, "%.4f", number)).orElse("");
    }
}
