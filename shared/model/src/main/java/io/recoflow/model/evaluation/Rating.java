package io.recoflow.model.evaluation;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What a customer thinks of an item.
 *
 * @param customer place among the customers
 * @param item place among the items
 * @param rating stars, or whatever the shop rates by
 */
public record Rating(int customer, int item, double rating) implements Serializable {

    /** By customer, and by item. */
    public static final Comparator<Rating> ORDER =
            Comparator.comparingInt(Rating::customer).thenComparingInt(Rating::item);
}
