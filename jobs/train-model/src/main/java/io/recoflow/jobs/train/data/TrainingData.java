package io.recoflow.jobs.train.data;

import io.recoflow.model.evaluation.Rating;
import java.util.List;

/**
 * All that a model learns from.
 *
 * @param snapshot the ratings' snapshot in the lake
 * @param customers in the order of their numbers
 * @param items the whole catalogue, also what nobody has rated, in the order of product codes
 * @param ratings in the order of customers and items
 */
public record TrainingData(
        String snapshot,
        List<FeatureColumn> customerColumns,
        List<FeatureColumn> itemColumns,
        List<Entity> customers,
        List<Entity> items,
        List<Rating> ratings) {

    /** The same with other ratings. */
    TrainingData with(List<Rating> others) {
        return new TrainingData(snapshot, customerColumns, itemColumns, customers, items, others);
    }
}
