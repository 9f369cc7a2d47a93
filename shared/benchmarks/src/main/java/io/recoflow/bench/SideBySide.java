package io.recoflow.bench;

import io.recoflow.bench.BenchmarkResult.ContestantResult;
import io.recoflow.bench.BenchmarkResult.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs contestants in turns, a round of all before the next, so that what disturbs the machine disturbs all of them. */
public final class SideBySide {

    private final int warmUps;
    private final int rounds;
    private final long expectedRows;

    /** @param expectedRows what every run must have written, or the benchmark ends */
    public SideBySide(int warmUps, int rounds, long expectedRows) {
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.expectedRows = expectedRows;
    }

    public List<ContestantResult> run(List<Contestant> contestants) throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Map<String, Long> memory = new LinkedHashMap<>();
        Map<String, Contestant.Output> outputs = new LinkedHashMap<>();
        for (int round = -warmUps; round < rounds; round++) {
            for (Contestant contestant : contestants) {
                String folder = "round" + round;
                try (MemoryWatch watch = new MemoryWatch()) {
                    long start = System.nanoTime();
                    contestant.run(folder);
                    double elapsed = (System.nanoTime() - start) / 1e9;
                    System.err.printf(
                            "%s %d: %s %.3f s%n", round < 0 ? "warm-up" : "round", round, contestant.name(), elapsed);
                    if (round >= 0) {
                        seconds.computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                                .add(elapsed);
                        memory.merge(contestant.name(), watch.peakBytes(), Math::max);
                    }
                }
                if (round == rounds - 1) {
                    outputs.put(contestant.name(), checked(contestant, folder));
                }
            }
        }
        return contestants.stream()
                .map(Contestant::name)
                .map(name -> new ContestantResult(
                        name,
                        Seconds.of(seconds.getOrDefault(name, List.of())),
                        output(outputs, name).files(),
                        output(outputs, name).bytes(),
                        memory.getOrDefault(name, 0L)))
                .toList();
    }

    private Contestant.Output checked(Contestant contestant, String folder) throws Exception {
        Contestant.Output output = contestant.output(folder);
        if (output.rows() != expectedRows) {
            throw new IllegalStateException(
                    contestant.name() + " wrote " + output.rows() + " rows instead of " + expectedRows);
        }
        return output;
    }

    private static Contestant.Output output(Map<String, Contestant.Output> outputs, String name) {
        Contestant.Output output = outputs.get(name);
        if (output == null) {
            throw new IllegalStateException(name + " did not run");
        }
        return output;
    }
}
