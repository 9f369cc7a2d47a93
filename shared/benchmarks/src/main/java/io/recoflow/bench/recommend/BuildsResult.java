package io.recoflow.bench.recommend;

import io.recoflow.bench.BenchmarkResult;
import io.recoflow.bench.recommend.RecommendResult.Latency;
import io.recoflow.runtime.report.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The figures of builds of the job that were measured in turns.
 *
 * @param bench the benchmark's name
 * @param results a build in a mode each
 * @param setup what was measured, in words
 * @param machine cores, heap and Java of the machine
 * @param measuredAt when
 */
public record BuildsResult(String bench, List<Build> results, String setup, String machine, Instant measuredAt)
        implements BenchmarkResult {

    /**
     * A build's figures.
     *
     * @param windows at least one
     * @param eventsPerSecondHeld the highest rate of the trials that it kept up with
     */
    public record Build(String contestant, List<Latency> windows, int eventsPerSecondHeld) {

        /** Of processor time, of all windows together; 0 where the process does not tell. */
        public long cpuMicrosPerEvent() {
            double micros = windows.stream()
                    .mapToDouble(window -> window.cpuMicrosPerEvent().orElse(0.0) * window.sent())
                    .sum();
            return Math.round(micros / Math.max(1, sum(Latency::sent)));
        }

        private long sum(ToLongFunction<Latency> figure) {
            return windows.stream().mapToLong(figure).sum();
        }

        private String inOrder(ToDoubleFunction<Latency> millis) {
            return windows.stream()
                    .mapToDouble(millis)
                    .sorted()
                    .mapToObj(each -> String.format(Locale.ROOT, "%.0f", each))
                    .collect(Collectors.joining(", "));
        }

        private String[] cells() {
            return new String[] {
                contestant,
                inOrder(Latency::p50Millis),
                inOrder(Latency::p90Millis),
                inOrder(Latency::p99Millis),
                inOrder(Latency::maxMillis),
                String.valueOf(sum(Latency::sent)),
                String.valueOf(sum(Latency::answered)),
                String.valueOf(cpuMicrosPerEvent()),
                String.valueOf(eventsPerSecondHeld)
            };
        }
    }

    /** Latencies of a build stand in their order: those of its windows from the best to the worst. */
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
                "µs an event",
                "events/s held");
        results.forEach(each -> table.row(each.cells()));
        return table;
    }
}
