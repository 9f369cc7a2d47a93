package io.recoflow.jobs.train.factorization;

import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;

import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.model.evaluation.Rating;
import java.util.List;

/**
 * Factors of customers and items while they learn from ratings, sweep after sweep; see {@link BlockDescent}. The same
 * ratings, objective and seed give the same bits, on any number of cores. For one caller.
 */
public final class Factorization {

    /** Of the random factors to begin with, by the root of K (Rendle et al. 2021). */
    private static final double SCATTER = 0.1;

    private final Objective objective;
    private final FeatureBlock customerFeatures;
    private final FeatureBlock itemFeatures;
    private final Side customers;
    private final Side items;

    /**
     * @param ratings to learn from, by customer
     * @param dimension K + 1
     */
    public Factorization(TrainingData data, List<Rating> ratings, Objective objective, int dimension, long seed) {
        this.objective = objective;
        Interactions rows =
                Interactions.of(data.customers().size(), data.items().size(), ratings, objective);
        Interactions columns = rows.transposed();
        this.customerFeatures = FeatureBlock.of(
                CUSTOMER_NUMBER, data.customerColumns(), data.customers(), customer -> rows.count(customer) > 0);
        this.itemFeatures =
                FeatureBlock.of(PRODUCT_CODE, data.itemColumns(), data.items(), item -> columns.count(item) > 0);
        this.customers = new Side(
                dimension,
                rows,
                customerFeatures.fields(data.customers()),
                customerFeatures.ids(data.customers().size(), customer -> rows.count(customer) > 0));
        this.items = new Side(
                dimension,
                columns,
                itemFeatures.fields(data.items()),
                itemFeatures.ids(data.items().size(), item -> columns.count(item) > 0));
        items.scatter(SCATTER / Math.sqrt(dimension), seed);
    }

    /**
     * Another, for other ratings of the same customers and items, that begins with what this one has learned of the values
     * that both know. It needs fewer sweeps than one that begins by chance.
     */
    public Factorization goingOn(TrainingData data, List<Rating> ratings, long seed) {
        Factorization next = new Factorization(data, ratings, objective, customers.dimension, seed);
        next.customers.adopt(customers, next.customerFeatures.counterparts(customerFeatures));
        next.items.adopt(items, next.itemFeatures.counterparts(itemFeatures));
        return next;
    }

    /** Solves every block of both sides once. */
    public void sweep() {
        BlockDescent.improve(objective, customers, items);
        BlockDescent.improve(objective, items, customers);
    }

    /** A customer's score of an item; a rating where ratings are learned. */
    public double score(int customer, int item) {
        int size = customers.dimension;
        double[] own = customers.vectors;
        double[] other = items.vectors;
        return BlockDescent.product(own, customer * size, other, item * size, size - 1)
                + own[customer * size + size - 1]
                + other[item * size + size - 1]
                + objective.mean();
    }

    /** Scores of all items. */
    public void scores(int customer, double[] scores) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = score(customer, item);
        }
    }

    /** What every score has, beside the factors and biases. */
    public double mean() {
        return objective.mean();
    }

    /** A copy of a customer's factors and bias. */
    public double[] customer(int customer) {
        return vector(customers, customer);
    }

    /** A copy of an item's factors and bias. */
    public double[] item(int item) {
        return vector(items, item);
    }

    /** What was learned so far. */
    public FactorModel model() {
        return new FactorModel(
                customerFeatures,
                new TowerWeights(customers.dimension, customers.rows(), objective.mean()),
                itemFeatures,
                new TowerWeights(items.dimension, items.rows(), 0));
    }

    private static double[] vector(Side side, int entity) {
        double[] vector = new double[side.dimension];
        System.arraycopy(side.vectors, entity * side.dimension, vector, 0, side.dimension);
        return vector;
    }
}
