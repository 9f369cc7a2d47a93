package io.recoflow.jobs.train.factorization;

import java.util.Arrays;

/**
 * One feature of all customers, or of all items: which of its values each of them has, and how much of it. A value that is
 * a category is had once; a number is one value of which each has as much as the number says.
 *
 * @param id whether each has a value of its own
 * @param size how many values there are
 * @param values by entity; −1 for none
 * @param amounts by entity; empty where everything is had once
 */
@SuppressWarnings("ArrayRecordComponent")
record Field(boolean id, int size, int[] values, double[] amounts) {

    static Field category(int size, int[] values) {
        return new Field(false, size, values, new double[0]);
    }

    static Field ids(int size, int[] values) {
        return new Field(true, size, values, new double[0]);
    }

    static Field number(double[] amounts) {
        return new Field(false, 1, new int[amounts.length], amounts);
    }

    double amount(int entity) {
        return amounts.length == 0 ? 1 : amounts[entity];
    }

    /** The entities of each value, one value after the other, and where each value's begin. */
    int[][] byValue() {
        int[] starts = new int[size + 1];
        for (int value : values) {
            if (value >= 0) {
                starts[value + 1]++;
            }
        }
        for (int i = 0; i < size; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = Arrays.copyOf(starts, size);
        int[] entities = new int[starts[size]];
        for (int entity = 0; entity < values.length; entity++) {
            if (values[entity] >= 0) {
                entities[next[values[entity]]++] = entity;
            }
        }
        return new int[][] {starts, entities};
    }
}
