package io.recoflow.jobs.train.factorization;

/**
 * One side of a factorization machine.
 *
 * @param factors a row of K numbers for each dimension of the side's features
 * @param linear a weight for each dimension
 * @param constant what is added to the side's own part
 */
@SuppressWarnings("ArrayRecordComponent")
public record TowerWeights(double[][] factors, double[] linear, double constant) {

    /** K. */
    public int factorSize() {
        return factors.length == 0 ? 0 : factors[0].length;
    }
}
