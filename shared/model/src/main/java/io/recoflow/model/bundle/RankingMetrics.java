package io.recoflow.model.bundle;

import java.util.Optional;

/**
 * How well one way to rate or to rank did for some shoppers, on what was held out.
 *
 * @param shoppers whom it was asked for; empty in format 1
 * @param ranking {@code model}, or the baseline's name
 * @param rmse root mean squared error of predicted ratings; empty for what predicts none
 * @param ndcgAt10 normalized discounted cumulative gain at 10, 0 to 1: over the whole catalogue without what was seen, but
 *     in format 1 over what was rated
 * @param standardError of {@code ndcgAt10}
 * @param recallAt10 the share of what was chosen that is among the ten, of as many as ten can hold
 * @param catalogueCoverage share of the items that are among some shopper's ten
 * @param popularShare share of the recommended items that are of the popular tenth of the catalogue
 */
public record RankingMetrics(
        Optional<String> shoppers,
        String ranking,
        Optional<Double> rmse,
        Optional<Double> ndcgAt10,
        Optional<Double> standardError,
        Optional<Double> recallAt10,
        Optional<Double> catalogueCoverage,
        Optional<Double> popularShare) {}
