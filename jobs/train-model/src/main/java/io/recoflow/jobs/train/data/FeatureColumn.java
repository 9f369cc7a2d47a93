package io.recoflow.jobs.train.data;

/**
 * A column that a model may learn from.
 *
 * @param numeric text otherwise, of which each value is a category
 */
public record FeatureColumn(String name, boolean numeric) {}
