package io.recoflow.bench;

import io.recoflow.runtime.report.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The figures of contestants that ran {@link SideBySide}.
 *
 * @param bench the benchmark's name
 * @param results a contestant each
 * @param setup what was measured, in words
 * @param machine cores, heap and Java of the machine
 * @param measuredAt when
 */
public record SideBySideResult(
        String bench, List<ContestantResult> results, String setup, String machine, Instant measuredAt)
        implements BenchmarkResult {

    @Override
    public Table table() {
        Table table = Table.columns("contestant", "min s", "median s", "max s", "files", "MB", "peak MB", "to first");
        double first = results.get(0).seconds().median();
        for (ContestantResult each : results) {
            table.row(
                    each.contestant(),
                    decimal(each.seconds().min()),
                    decimal(each.seconds().median()),
                    decimal(each.seconds().max()),
                    String.valueOf(each.files()),
                    decimal(each.bytes() / 1e6),
                    decimal(each.peakMemoryBytes() / 1e6),
                    decimal(each.seconds().median() / first));
        }
        return table;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /**
     * A contestant's figures.
     *
     * @param seconds wall time of the rounds
     * @param files data files that it made
     * @param bytes size of them
     * @param peakMemoryBytes most memory of the process during its rounds, above what was in use before
     */
    public record ContestantResult(String contestant, Seconds seconds, long files, long bytes, long peakMemoryBytes) {}

    /** Wall time over the rounds. */
    public record Seconds(double min, double median, double max) {

        /** @param rounds at least one */
        public static Seconds of(List<Double> rounds) {
            return new Seconds(
                    rounded(Collections.min(rounds)), rounded(Medians.of(rounds)), rounded(Collections.max(rounds)));
        }

        private static double rounded(double seconds) {
            return Math.round(seconds * 1_000) / 1_000.0;
        }
    }
}
