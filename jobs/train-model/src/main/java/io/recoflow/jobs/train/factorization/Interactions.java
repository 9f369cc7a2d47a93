package io.recoflow.jobs.train.factorization;

import io.recoflow.model.evaluation.Rating;
import java.util.List;

/**
 * Who has rated what, by rows: the columns and targets of row r stand from {@code starts[r]} up to {@code starts[r + 1]},
 * in the order of the columns.
 */
@SuppressWarnings("ArrayRecordComponent")
record Interactions(int rows, int width, int[] starts, int[] columns, double[] targets) {

    /** @param ratings by customer */
    static Interactions of(int customers, int items, List<Rating> ratings, Objective objective) {
        int[] starts = new int[customers + 1];
        ratings.forEach(rating -> starts[rating.customer() + 1]++);
        accumulate(starts);
        int[] next = starts.clone();
        int[] columns = new int[ratings.size()];
        double[] targets = new double[ratings.size()];
        for (Rating rating : ratings) {
            int place = next[rating.customer()]++;
            columns[place] = rating.item();
            targets[place] = objective.target(rating.rating());
        }
        return new Interactions(customers, items, starts, columns, targets);
    }

    /** The same by columns. */
    Interactions transposed() {
        int[] otherStarts = new int[width + 1];
        for (int column : columns) {
            otherStarts[column + 1]++;
        }
        accumulate(otherStarts);
        int[] next = otherStarts.clone();
        int[] otherColumns = new int[columns.length];
        double[] otherTargets = new double[columns.length];
        for (int row = 0; row < rows; row++) {
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                int place = next[columns[at]]++;
                otherColumns[place] = row;
                otherTargets[place] = targets[at];
            }
        }
        return new Interactions(width, rows, otherStarts, otherColumns, otherTargets);
    }

    int count(int row) {
        return starts[row + 1] - starts[row];
    }

    /** Rows that have any. */
    int active() {
        int active = 0;
        for (int row = 0; row < rows; row++) {
            active += count(row) > 0 ? 1 : 0;
        }
        return active;
    }

    private static void accumulate(int[] starts) {
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
    }
}
