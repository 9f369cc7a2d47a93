package io.recoflow.model.evaluation;

/** Scores of all items for a shopper. For concurrent callers. */
@FunctionalInterface
public interface CatalogueScorer {

    /** @param scores to be written, one an item; what is highest is recommended first */
    void score(Shopper shopper, double[] scores);
}
