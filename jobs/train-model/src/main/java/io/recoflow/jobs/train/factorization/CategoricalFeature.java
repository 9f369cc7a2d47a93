package io.recoflow.jobs.train.factorization;

import java.util.List;

/**
 * A text whose values are categories, a row of weights each.
 *
 * @param categories sorted; any other value is none of them
 */
public record CategoricalFeature(String name, List<String> categories) {}
