package io.recoflow.model.bundle;

import java.util.List;
import java.util.Optional;

/**
 * What the trainer measured, of a model that learned in the same way from all that was not held out.
 *
 * @param rankings the model and what it is compared with, for each kind of shoppers
 * @param catalogueCoverage share of all items that are among the ten best of some known customer, 0 to 1
 * @param heldOut ratings that were kept from training
 */
public record OfflineMetrics(List<RankingMetrics> rankings, Optional<Double> catalogueCoverage, long heldOut) {

    /** The shoppers of whom the model has learned. */
    public static final String KNOWN = "known customers";

    public static final String MODEL = "model";

    public OfflineMetrics {
        rankings = List.copyOf(rankings);
    }

    /** What a way to rank has for some shoppers, where it was measured. */
    public Optional<RankingMetrics> of(String shoppers, String ranking) {
        return rankings.stream()
                .filter(each ->
                        each.ranking().equals(ranking) && each.shoppers().equals(Optional.of(shoppers)))
                .findFirst();
    }
}
