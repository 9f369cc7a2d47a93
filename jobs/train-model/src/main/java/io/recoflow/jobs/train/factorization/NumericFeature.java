package io.recoflow.jobs.train.factorization;

/**
 * A number, scaled to a mean of 0 and a standard deviation of 1 over those with ratings.
 *
 * @param mean also what stands in for a missing value
 * @param scale 1 / standard deviation; 0 for a number that never changes
 */
public record NumericFeature(String name, double mean, double scale) {}
