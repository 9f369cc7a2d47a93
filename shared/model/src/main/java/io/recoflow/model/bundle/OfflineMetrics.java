package io.recoflow.model.bundle;

import java.util.List;
import java.util.Optional;

/**
 * What the trainer measured.
 *
 * @param rankings the model and what it is compared with
 * @param catalogueCoverage share of all items that are among the ten best of some customer, 0 to 1
 * @param heldOut ratings that were kept from training
 */
public record OfflineMetrics(List<RankingMetrics> rankings, Optional<Double> catalogueCoverage, long heldOut) {

    public OfflineMetrics {
        rankings = List.copyOf(rankings);
    }

    public Optional<RankingMetrics> of(String ranking) {
        return rankings.stream().filter(each -> each.ranking().equals(ranking)).findFirst();
    }
}
