package io.recoflow.bench.neighbours;

import io.recoflow.bench.BenchmarkResult;
import io.recoflow.runtime.report.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The figures of finding neighbours.
 *
 * @param bench the benchmark's name
 * @param results a contestant each
 * @param setup what was measured, in words
 * @param machine cores, heap and Java of the machine
 * @param measuredAt when
 */
public record NearestNeighboursResult(
        String bench, List<Figures> results, String setup, String machine, Instant measuredAt)
        implements BenchmarkResult {

    @Override
    public Table table() {
        Table table = Table.columns("contestant", "µs a query", "recall@10", "µs a row");
        results.forEach(each -> table.row(each.cells()));
        return table;
    }

    /** A contestant's figures; medians. */
    public sealed interface Figures permits Exact, Approximate, Scoring {

        String contestant();

        /** Its row of the table. */
        String[] cells();
    }

    /** Finds the ten nearest themselves. */
    public record Exact(String contestant, double microsPerQuery) implements Figures {
        @Override
        public String[] cells() {
            return new String[] {contestant, text(microsPerQuery), "", ""};
        }
    }

    /**
     * Finds most of them.
     *
     * @param recall share of the ten nearest that is found, 0 to 1
     */
    public record Approximate(String contestant, double microsPerQuery, double recall) implements Figures {
        @Override
        public String[] cells() {
            return new String[] {contestant, text(microsPerQuery), String.format(Locale.ROOT, "%.3f", recall), ""};
        }
    }

    /** Turns features into an embedding. */
    public record Scoring(String contestant, double microsPerRow) implements Figures {
        @Override
        public String[] cells() {
            return new String[] {contestant, "", "", text(microsPerRow)};
        }
    }

    private static String text(double micros) {
        return String.format(Locale.ROOT, "%,.2f", micros);
    }
}
