package io.recoflow.jobs.train.factorization;

import io.recoflow.model.solve.NormalEquations;
import java.util.Arrays;

/**
 * A field whose values several entities have, with what of its least squares never changes: for each value, which
 * entities of the other side were met by those who have it, and how often (Σ x²), so that its matrix is a sum over those
 * and not over all ratings.
 */
final class SharedField {

    /** Pairs in a sum that is made in one go; the same on any number of cores, and so are the bits. */
    private static final int CHUNK = 4_096;

    final Field field;

    /** Where the entities of each value begin. */
    final int[] starts;

    final int[] entities;

    /** Σ x² of a value's entities with ratings, and of each of their ratings. */
    final double[] mass;

    final double[] seen;

    private final int[] pairStarts;
    private final int[] others;
    private final float[] weights;

    private SharedField(
            Field field,
            int[][] byValue,
            double[] mass,
            double[] seen,
            int[] pairStarts,
            int[] others,
            float[] weights) {
        this.field = field;
        this.starts = byValue[0];
        this.entities = byValue[1];
        this.mass = mass;
        this.seen = seen;
        this.pairStarts = pairStarts;
        this.others = others;
        this.weights = weights;
    }

    static SharedField of(Field field, Interactions interactions) {
        int[][] byValue = field.byValue();
        double[] mass = new double[field.size()];
        double[] seen = new double[field.size()];
        int[] pairStarts = new int[field.size() + 1];
        int[] others = new int[0];
        float[] weights = new float[0];
        double[] sums = new double[interactions.width()];
        int[] touched = new int[interactions.width()];
        for (int value = 0; value < field.size(); value++) {
            int count = 0;
            for (int at = byValue[0][value]; at < byValue[0][value + 1]; at++) {
                int entity = byValue[1][at];
                double square = field.amount(entity) * field.amount(entity);
                int ratings = interactions.count(entity);
                if (ratings == 0 || square == 0) {
                    continue;
                }
                mass[value] += square;
                seen[value] += square * ratings;
                for (int i = interactions.starts()[entity]; i < interactions.starts()[entity + 1]; i++) {
                    int other = interactions.columns()[i];
                    if (sums[other] == 0) {
                        touched[count++] = other;
                    }
                    sums[other] += square;
                }
            }
            Arrays.sort(touched, 0, count);
            int start = pairStarts[value];
            pairStarts[value + 1] = start + count;
            if (others.length < start + count) {
                int capacity = Math.max(start + count, others.length * 3 / 2);
                others = Arrays.copyOf(others, capacity);
                weights = Arrays.copyOf(weights, capacity);
            }
            for (int i = 0; i < count; i++) {
                others[start + i] = touched[i];
                weights[start + i] = (float) sums[touched[i]];
                sums[touched[i]] = 0;
            }
        }
        int pairs = pairStarts[field.size()];
        return new SharedField(
                field, byValue, mass, seen, pairStarts, Arrays.copyOf(others, pairs), Arrays.copyOf(weights, pairs));
    }

    /** Sums in which a value's matrix is made. */
    int chunks(int value) {
        return Math.max(1, (pairStarts[value + 1] - pairStarts[value] + CHUNK - 1) / CHUNK);
    }

    /** Adds one of those sums, of the other side's vectors. */
    void addChunk(int value, int chunk, double[] vectors, NormalEquations equations) {
        int size = equations.size();
        int at = pairStarts[value] + chunk * CHUNK;
        int end = Math.min(pairStarts[value + 1], at + CHUNK);
        for (; at + 4 <= end; at += 4) {
            equations.addOuters(
                    vectors,
                    others[at] * size,
                    weights[at],
                    others[at + 1] * size,
                    weights[at + 1],
                    others[at + 2] * size,
                    weights[at + 2],
                    others[at + 3] * size,
                    weights[at + 3]);
        }
        for (; at < end; at++) {
            equations.addOuter(vectors, others[at] * size, weights[at]);
        }
    }
}
