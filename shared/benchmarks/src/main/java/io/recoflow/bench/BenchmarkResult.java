package io.recoflow.bench;

import java.time.Instant;
import java.util.List;

/**
 * A benchmark's figures, as they are printed and stored.
 *
 * @param bench the benchmark's name
 * @param results a contestant each
 * @param setup what was measured, in words
 * @param machine cores, heap and Java of the machine
 * @param measuredAt when
 */
public record BenchmarkResult(
        String bench, List<ContestantResult> results, String setup, String machine, Instant measuredAt) {

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

        static Seconds of(List<Double> rounds) {
            List<Double> sorted = rounds.stream().sorted().toList();
            int middle = sorted.size() / 2;
            double median =
                    sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            return new Seconds(rounded(sorted.get(0)), rounded(median), rounded(sorted.get(sorted.size() - 1)));
        }

        private static double rounded(double seconds) {
            return Math.round(seconds * 1_000) / 1_000.0;
        }
    }
}
