package io.recoflow.jobs.train.learn;

import java.util.Optional;

/**
 * How a model learns.
 *
 * @param dimension of its embeddings: factors, and one more
 * @param idRegularization chosen where empty
 * @param featureRegularization follows the ids' where empty
 * @param maxSweeps at least 1
 */
public record LearningSettings(
        ObjectiveKind kind,
        int dimension,
        Optional<Double> idRegularization,
        Optional<Double> featureRegularization,
        int maxSweeps,
        long seed) {}
