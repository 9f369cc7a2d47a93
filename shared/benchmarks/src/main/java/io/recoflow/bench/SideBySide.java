package io.recoflow.bench;

import io.recoflow.bench.SideBySideResult.ContestantResult;
import io.recoflow.bench.SideBySideResult.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs contestants in turns, after a warm-up of each: a round of all before the next, so that what disturbs the machine
 * disturbs all of them.
 */
public final class SideBySide {

    /** Until Java has compiled what is measured: by time, so that a quick contestant is as warm as a slow one. */
    private static final double WARM_UP_SECONDS = 10;

    private final int rounds;
    private final long expectedRows;

    /** @param expectedRows what every run must have written, or the benchmark ends */
    public SideBySide(int rounds, long expectedRows) {
        this.rounds = rounds;
        this.expectedRows = expectedRows;
    }

    public List<ContestantResult> run(List<Contestant> contestants) throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Map<String, Long> memory = new LinkedHashMap<>();
        Map<String, Contestant.Output> outputs = new LinkedHashMap<>();
        for (Contestant contestant : contestants) {
            warmUp(contestant);
        }
        for (int round = 0; round < rounds; round++) {
            String folder = "round" + round;
            for (Contestant contestant : contestants) {
                try (MemoryWatch watch = new MemoryWatch()) {
                    seconds.computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                            .add(timed(contestant, folder));
                    memory.merge(contestant.name(), watch.peakBytes(), Math::max);
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

    private static void warmUp(Contestant contestant) throws Exception {
        double elapsed = 0;
        for (int run = 0; elapsed < WARM_UP_SECONDS; run++) {
            elapsed += timed(contestant, "warm-up" + run);
        }
    }

    private static double timed(Contestant contestant, String folder) throws Exception {
        long start = System.nanoTime();
        contestant.run(folder);
        double elapsed = (System.nanoTime() - start) / 1e9;
        System.err.printf("%s: %s %.3f s%n", folder, contestant.name(), elapsed);
        return elapsed;
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
