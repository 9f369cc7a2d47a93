package io.recoflow.model.scoring;

import org.jspecify.annotations.Nullable;

/** Rows of features by column: Spark's rows, parsed events, anything. */
public interface FeatureTable {

    int rows();

    /**
     * @param row from 0
     * @param column its place among the columns that the tower was bound to
     * @return text, a number, or null; anything else counts by its text
     */
    @Nullable Object value(int row, int column);
}
