package io.recoflow.bench.etl;

import io.recoflow.bench.BenchmarkResult;
import io.recoflow.bench.SideBySideResult.Seconds;
import io.recoflow.runtime.report.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The figures of the job, of another build, and of their floors.
 *
 * @param bench the benchmark's name
 * @param results a contestant each
 * @param setup what was measured, in words
 * @param machine cores, heap and Java of the machine
 * @param measuredAt when
 */
public record TrainingEtlResult(String bench, List<Figures> results, String setup, String machine, Instant measuredAt)
        implements BenchmarkResult {

    /**
     * A contestant's figures.
     *
     * @param seconds wall time of the rounds; of a submitted job from before its submission to its end
     */
    public record Figures(String contestant, Seconds seconds) {}

    @Override
    public Table table() {
        Table table = Table.columns("contestant", "min s", "median s", "max s");
        results.forEach(each -> table.row(
                each.contestant(),
                text(each.seconds().min()),
                text(each.seconds().median()),
                text(each.seconds().max())));
        return table;
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
