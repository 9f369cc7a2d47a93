package io.recoflow.jobs.train.factorization;

import io.recoflow.jobs.train.data.Entity;
import java.util.Arrays;

/**
 * A factorization machine over a customer's features followed by an item's (Rendle, "Factorization machines", 2010), as
 * two towers. With e = Vᵀx and s = w·x + ½(‖e‖² − Σₖ Σⱼ vⱼₖ²xⱼ²) of each side, the machine's prediction is
 * ⟨e_customer, e_item⟩ + s_customer + s_item, since the interactions within a side are in its s and those between the
 * sides are the inner product.
 *
 * @param customers its constant holds the machine's intercept and the mean rating
 * @param items its constant is 0
 */
public record FactorizationModel(
        FeatureBlock customerFeatures, FeatureBlock itemFeatures, TowerWeights customers, TowerWeights items) {

    /** The predicted rating, in double precision, by the machine's own formula and not by its towers. */
    public double predict(Entity customer, Entity item) {
        int size = customers.factorSize();
        double[] sums = new double[size];
        double[] squares = new double[size];
        double[] linear = {customers.constant() + items.constant()};
        add(customerFeatures, customers, customer, sums, squares, linear);
        add(itemFeatures, items, item, sums, squares, linear);
        double interactions = 0;
        for (int k = 0; k < size; k++) {
            interactions += sums[k] * sums[k] - squares[k];
        }
        return linear[0] + interactions / 2;
    }

    static FactorizationModel of(
            FeatureBlock customerFeatures,
            FeatureBlock itemFeatures,
            double[][] factors,
            double[] linear,
            double constant) {
        int customerSize = customerFeatures.size();
        return new FactorizationModel(
                customerFeatures,
                itemFeatures,
                new TowerWeights(Arrays.copyOf(factors, customerSize), Arrays.copyOf(linear, customerSize), constant),
                new TowerWeights(
                        Arrays.copyOfRange(factors, customerSize, factors.length),
                        Arrays.copyOfRange(linear, customerSize, linear.length),
                        0));
    }

    private static void add(
            FeatureBlock features,
            TowerWeights weights,
            Entity entity,
            double[] sums,
            double[] squares,
            double[] linear) {
        features.forEachNonZero(entity, (dimension, value) -> {
            linear[0] += weights.linear()[dimension] * value;
            double[] row = weights.factors()[dimension];
            for (int k = 0; k < row.length; k++) {
                double term = row[k] * value;
                sums[k] += term;
                squares[k] += term * term;
            }
        });
    }
}
