package io.recoflow.model.evaluation;

import java.util.List;

/** What a model is to be compared with; learned from the same ratings. */
public final class Baselines {

    /** Ratings at the global mean that each item is given beforehand, so that one good rating makes no best item. */
    private static final double DAMPING = 5;

    private final double mean;
    private final double[] sums;
    private final long[] counts;

    /**
     * @param items in the catalogue
     * @param known to learn from; at least one
     */
    public Baselines(int items, List<Rating> known) {
        mean = known.stream().mapToDouble(Rating::rating).average().orElseThrow();
        sums = new double[items];
        counts = new long[items];
        for (Rating rating : known) {
            sums[rating.item()] += rating.rating();
            counts[rating.item()]++;
        }
    }

    /** The mean of all ratings, for every item: a ranking by chance. */
    public double globalMean(Rating rating) {
        return mean;
    }

    /** An item's mean rating, drawn to the global mean the fewer ratings it has. */
    public double itemMean(Rating rating) {
        return (sums[rating.item()] + DAMPING * mean) / (counts[rating.item()] + DAMPING);
    }

    /** How often an item was rated: a ranking, and no rating. */
    public double popularity(Rating rating) {
        return counts[rating.item()];
    }
}
