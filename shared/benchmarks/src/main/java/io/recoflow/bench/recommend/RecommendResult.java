package io.recoflow.bench.recommend;

import io.recoflow.bench.BenchmarkResult;
import io.recoflow.local.platformclient.PlatformStatistics;
import io.recoflow.runtime.report.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The figures of answering.
 *
 * @param bench the benchmark's name
 * @param results a contestant each
 * @param setup what was measured, in words
 * @param machine cores, heap and Java of the machine
 * @param measuredAt when
 */
public record RecommendResult(String bench, List<Figures> results, String setup, String machine, Instant measuredAt)
        implements BenchmarkResult {

    @Override
    public Table table() {
        Table table = Table.columns(
                "contestant",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "max ms",
                "sent",
                "answered",
                "job cores",
                "kinesalite cores",
                "benchmark cores",
                "events/s",
                "answers");
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
     * From an event's time, just before it is put, to the answer's receipt, in milliseconds.
     *
     * @param sent valid events of the window
     * @param answered distinct ones of them
     * @param servedBy answers by what they come from
     * @param reasons answers by why they are not better, of those that tell
     * @param cpuCores of the job, on average; empty where there is none
     * @param cpuMicrosPerEvent the job's processor time, by what was sent
     */
    public record Latency(
            String contestant,
            double p50Millis,
            double p90Millis,
            double p99Millis,
            double maxMillis,
            long sent,
            long answered,
            Map<String, Long> servedBy,
            Map<String, Long> reasons,
            Optional<Double> cpuCores,
            Optional<Double> cpuMicrosPerEvent,
            double kinesaliteCpuCores,
            double benchmarkCpuCores)
            implements Figures {

        static Latency of(String contestant, long sent, PlatformStatistics received, CpuCores cores) {
            return new Latency(
                    contestant,
                    millis(received.latency().p50()),
                    millis(received.latency().p90()),
                    millis(received.latency().p99()),
                    millis(received.latency().max()),
                    sent,
                    received.events(),
                    new TreeMap<>(received.byServedBy()),
                    new TreeMap<>(received.byReason()),
                    cores.job(),
                    cores.jobTime().map(time -> Math.round(time.toNanos() / 100.0 / Math.max(1, sent)) / 10.0),
                    cores.kinesalite(),
                    cores.benchmark());
        }

        private static double millis(long micros) {
            return Math.round(micros / 100.0) / 10.0;
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
                String.valueOf(answered),
                cpuCores.map(String::valueOf).orElse(""),
                String.valueOf(kinesaliteCpuCores),
                String.valueOf(benchmarkCpuCores),
                "",
                servedBy + (reasons.isEmpty() ? "" : ", why: " + reasons)
            };
        }

        private static String decimal(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }

    /**
     * The highest rate that was held.
     *
     * @param eventsPerSecond in the better of the modes; zero where none was
     * @param eventsPerSecondByLatency in each mode
     * @param trials all that were made, in words; of each first that failed, what the floor does at its rate comes next
     */
    public record HighestRate(
            String contestant, int eventsPerSecond, Map<String, Integer> eventsPerSecondByLatency, List<String> trials)
            implements Figures {

        static HighestRate of(Map<String, Integer> eventsPerSecondByLatency, List<String> trials) {
            return new HighestRate(
                    "highest-rate",
                    Collections.max(eventsPerSecondByLatency.values()),
                    new TreeMap<>(eventsPerSecondByLatency),
                    List.copyOf(trials));
        }

        @Override
        public String[] cells() {
            return new String[] {
                contestant,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                String.valueOf(eventsPerSecond),
                eventsPerSecondByLatency.toString()
            };
        }
    }
}
