package io.recoflow.bench.reviews;

import io.recoflow.bench.BenchmarkResult;
import io.recoflow.bench.Medians;
import io.recoflow.runtime.report.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How fast each contestant stored reviews.
 *
 * @param results a contestant each; the last is what the others are held against
 */
record StoreReviewsResult(String bench, List<Rate> results, String setup, String machine, Instant measuredAt)
        implements BenchmarkResult {

    /** Reviews a second over the rounds. */
    record Rate(String contestant, double min, double median, double max) {

        /** @param rounds at least one */
        static Rate of(String contestant, List<Double> rounds) {
            return new Rate(contestant, Collections.min(rounds), Medians.of(rounds), Collections.max(rounds));
        }
    }

    @Override
    public Table table() {
        Table table = Table.columns("contestant", "min reviews/s", "median reviews/s", "max reviews/s", "to the loop");
        double loop = results.get(results.size() - 1).median();
        for (Rate each : results) {
            table.row(
                    each.contestant(),
                    whole(each.min()),
                    whole(each.median()),
                    whole(each.max()),
                    String.format(Locale.ROOT, "%.2f", each.median() / loop));
        }
        return table;
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
