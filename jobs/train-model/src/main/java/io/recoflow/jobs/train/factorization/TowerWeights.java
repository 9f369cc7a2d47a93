package io.recoflow.jobs.train.factorization;

import java.util.List;

/**
 * One side's weights: for each field, row after row, K factors and a bias.
 *
 * @param dimension K + 1
 * @param rows of the texts, of the numbers, and of the ids, in the order of the side's {@link FeatureBlock}
 * @param constant added to every bias
 */
public record TowerWeights(int dimension, List<double[]> rows, double constant) {}
