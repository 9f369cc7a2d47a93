package io.recoflow.model.evaluation;

/** What a customer may think of an item. */
@FunctionalInterface
public interface Scorer {

    /** @param rating of which only the customer and the item count */
    double score(Rating rating);
}
