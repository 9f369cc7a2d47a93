package io.recoflow.bench;

import java.util.List;

/** The middle of a benchmark's rounds. */
public final class Medians {

    private Medians() {}

    /** @param rounds at least one; of an even number, the mean of the two in the middle */
    public static double of(List<Double> rounds) {
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
