package io.recoflow.model.evaluation;

import java.io.Serializable;

/**
 * What a customer thinks of an item.
 *
 * @param customer place among the customers
 * @param item place among the items
 * @param rating 1 to 5
 */
public record Rating(int customer, int item, double rating) implements Serializable {}
