package io.recoflow.jobs.train.factorization;

/**
 * What the factors minimize: Σ (prediction − target)² over what was rated, plus {@code allPairsWeight} · Σ prediction²
 * over all pairs of a customer and an item with ratings, plus a price for large weights. The price of one row of weights is
 * its regularization · n^{@code scaling} · its square, where n is what the row learns from: how often it was seen, and
 * {@code allPairsWeight} of each pair that it could have been seen in (Rendle, Krichene, Zhang and Koren, "Revisiting the
 * performance of iALS on item recommendation benchmarks", 2021).
 *
 * @param mean subtracted from ratings; 0 where rankings are learned
 * @param unit what ratings are divided by; 1 where ratings are learned
 * @param allPairsWeight 0 where ratings are learned; how much a pair counts that was not rated, beside 1 for one that was
 * @param idRegularization of what one customer or one item has alone
 * @param featureRegularization of what those with the same feature share
 * @param scaling 0 for the same price whatever n is, up to 1
 */
public record Objective(
        double mean,
        double unit,
        double allPairsWeight,
        double idRegularization,
        double featureRegularization,
        double scaling) {

    /** Of the bias among a row's weights, relative to its factors: one number learns from as much as all factors do. */
    private static final double BIAS_SHARE = 0.1;

    double target(double rating) {
        return (rating - mean) / unit;
    }

    /** Of one row of weights that learns from so much. */
    public double price(boolean id, double seen) {
        return (id ? idRegularization : featureRegularization) * Math.pow(seen, scaling);
    }

    static double biasPrice(double price) {
        return BIAS_SHARE * price;
    }

    public Objective withAllPairsWeight(double other) {
        return new Objective(mean, unit, other, idRegularization, featureRegularization, scaling);
    }
}
