package io.recoflow.model.bundle;

import java.util.Optional;

/**
 * How well a way to rate or to rank did on ratings that were held out.
 *
 * @param ranking {@code model}, or the baseline's name
 * @param rmse root mean squared error of predicted ratings; empty for what predicts none
 * @param ndcgAt10 normalized discounted cumulative gain at 10, 0 to 1
 */
public record RankingMetrics(String ranking, Optional<Double> rmse, Optional<Double> ndcgAt10) {}
