package io.recoflow.jobs.train.factorization;

/**
 * Two linear towers: with e the sum of an entity's rows of weights, and s that of its biases, a customer's score of an
 * item is ⟨e_customer, e_item⟩ + s_customer + s_item (Kula, "Metadata embeddings for user and item cold-start
 * recommendations", 2015).
 */
public record FactorModel(
        FeatureBlock customerFeatures, TowerWeights customers, FeatureBlock itemFeatures, TowerWeights items) {}
