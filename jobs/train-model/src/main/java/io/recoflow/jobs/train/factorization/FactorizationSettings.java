package io.recoflow.jobs.train.factorization;

/**
 * How a machine is trained.
 *
 * @param factors K
 * @param regularization of all weights
 */
public record FactorizationSettings(int factors, double regularization, int maxIterations, long seed) {

    public FactorizationSettings withFactors(int other) {
        return new FactorizationSettings(other, regularization, maxIterations, seed);
    }

    public FactorizationSettings withRegularization(double other) {
        return new FactorizationSettings(factors, other, maxIterations, seed);
    }
}
