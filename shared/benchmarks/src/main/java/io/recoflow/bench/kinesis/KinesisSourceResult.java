package io.recoflow.bench.kinesis;

import io.recoflow.bench.BenchmarkResult;
import io.recoflow.runtime.report.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The figures of the source.
 *
 * @param bench the benchmark's name
 * @param results a contestant each
 * @param setup what was measured, in words
 * @param machine cores, heap and Java of the machine
 * @param measuredAt when
 */
public record KinesisSourceResult(String bench, List<Figures> results, String setup, String machine, Instant measuredAt)
        implements BenchmarkResult {

    @Override
    public Table table() {
        Table table =
                Table.columns("contestant", "p50 ms", "p90 ms", "p99 ms", "max ms", "sent", "received", "records/s");
        results.forEach(each -> table.row(each.cells()));
        return table;
    }

    /** A contestant's figures. */
    public sealed interface Figures permits Latency, HighestRate {

        String contestant();

        /** Its row of the table. */
        String[] cells();
    }

    /**
     * From the call that puts a record to its arrival in the sink, in milliseconds.
     *
     * @param sent records of the window
     * @param received distinct ones of them
     */
    public record Latency(
            String contestant,
            double p50Millis,
            double p90Millis,
            double p99Millis,
            double maxMillis,
            long sent,
            long received)
            implements Figures {

        /** @param nanos a record each; at least one */
        static Latency of(String contestant, long sent, LongStream nanos) {
            long[] sorted = nanos.sorted().toArray();
            return new Latency(
                    contestant,
                    millis(sorted, 0.50),
                    millis(sorted, 0.90),
                    millis(sorted, 0.99),
                    millis(sorted, 1),
                    sent,
                    sorted.length);
        }

        /** The smallest latency that this share of all does not exceed. */
        private static double millis(long[] sorted, double share) {
            return Math.round(sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e5) / 10.0;
        }

        @Override
        public String[] cells() {
            return new String[] {
                contestant,
                decimal(p50Millis),
                decimal(p90Millis),
                decimal(p99Millis),
                decimal(maxMillis),
                String.valueOf(sent),
                String.valueOf(received),
                ""
            };
        }

        private static String decimal(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }

    /**
     * The highest rate at which the reader did not fall behind.
     *
     * @param recordsPerSecond zero where there was none
     * @param sent records of the window
     * @param received distinct ones of them
     */
    public record HighestRate(String contestant, int recordsPerSecond, long sent, long received) implements Figures {

        static final HighestRate NONE = new HighestRate("highest-rate", 0, 0, 0);

        @Override
        public String[] cells() {
            return new String[] {
                contestant,
                "",
                "",
                "",
                "",
                String.valueOf(sent),
                String.valueOf(received),
                String.valueOf(recordsPerSecond)
            };
        }
    }
}
