package io.recoflow.bench.recommend;

import io.recoflow.bench.BenchmarkResult;
import io.recoflow.runtime.report.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of a job that runs for long.
 *
 * @param bench the benchmark's name
 * @param sent valid events
 * @param answered events of them that had an answer in the end
 * @param results how each figure changed
 * @param samples what the trends come from, in the order of time
 * @param setup what was measured, in words
 * @param machine cores, heap and Java of the machine
 * @param measuredAt when
 */
public record SoakResult(
        String bench,
        long sent,
        long answered,
        List<Trend> results,
        List<Sample> samples,
        String setup,
        String machine,
        Instant measuredAt)
        implements BenchmarkResult {

    /**
     * The job at a time.
     *
     * @param second since the start
     * @param heapKilobytes in use after a full collection
     * @param checkpointFiles below the checkpoints
     * @param deltaLogFiles in the logs of the lake's tables
     * @param p99Millis of the answers since the last sample
     * @param lag events that were put and not yet answered
     */
    public record Sample(
            double second,
            long heapKilobytes,
            long fileDescriptors,
            long checkpointFiles,
            long deltaLogFiles,
            double p99Millis,
            long lag) {}

    @Override
    public Table table() {
        Table table = Table.columns("figure", "first", "last", "per hour", "per hour, 2nd half");
        results.forEach(each -> table.row(
                each.figure(),
                decimal(each.first()),
                decimal(each.last()),
                decimal(each.perHour()),
                decimal(each.perHourSecondHalf())));
        return table.row("events sent", "", String.valueOf(sent), "", "")
                .row("events answered", "", String.valueOf(answered), "", "");
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
