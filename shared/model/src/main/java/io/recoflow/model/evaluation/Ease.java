package io.recoflow.model.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The linear model that predicts every item from all others in closed form: with P = (XᵀX + λI)⁻¹, the weight of item i
 * for item j is −P_ij / P_jj (Steck, "Embarrassingly shallow autoencoders for sparse data", 2019). Time grows with the
 * cube of the items and memory with their square, so of a large catalogue it knows the most rated ones only. Safe for
 * concurrent callers.
 */
public final class Ease {

    /** A few seconds, and 70 MB. */
    public static final int MOST_ITEMS = 3_000;

    /** λ of the paper's figures, as large as the mean count of an item there. */
    private static final float REGULARIZATION = 500;

    /** Rows whose part of the others is taken in one go, so that the matrix passes through memory less often. */
    private static final int PANEL = 32;

    private final int[] placeOf;
    private final int[] itemAt;
    private final float[][] weights;

    private Ease(int[] placeOf, int[] itemAt, float[][] weights) {
        this.placeOf = placeOf;
        this.itemAt = itemAt;
        this.weights = weights;
    }

    /** Learns from the same ratings as the other baselines. */
    public static Ease of(Baselines baselines, int items) {
        int[] itemAt = IntStream.range(0, items)
                .filter(item -> baselines.count(item) > 0)
                .boxed()
                .sorted(Comparator.comparingLong((Integer item) -> -baselines.count(item)))
                .limit(MOST_ITEMS)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] placeOf = new int[items];
        Arrays.fill(placeOf, -1);
        for (int place = 0; place < itemAt.length; place++) {
            placeOf[itemAt[place]] = place;
        }
        float[][] matrix = new float[itemAt.length][itemAt.length];
        for (int[] basket : baselines.baskets()) {
            int[] places = Arrays.stream(basket)
                    .map(item -> placeOf[item])
                    .filter(place -> place >= 0)
                    .toArray();
            for (int first : places) {
                for (int second : places) {
                    matrix[first][second]++;
                }
            }
        }
        for (int place = 0; place < matrix.length; place++) {
            matrix[place][place] += REGULARIZATION;
        }
        invert(matrix);
        float[] diagonal = new float[matrix.length];
        for (int place = 0; place < matrix.length; place++) {
            diagonal[place] = matrix[place][place];
        }
        IntStream.range(0, matrix.length).parallel().forEach(row -> {
            for (int column = 0; column < matrix.length; column++) {
                matrix[row][column] = row == column ? 0 : -matrix[row][column] / diagonal[column];
            }
        });
        return new Ease(placeOf, itemAt, matrix);
    }

    /** Scores of items that it does not know are lower than those of all that it knows. */
    public void score(Shopper shopper, double[] scores) {
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        for (int item : itemAt) {
            scores[item] = 0;
        }
        for (int seen : shopper.seen()) {
            if (placeOf[seen] >= 0) {
                float[] row = weights[placeOf[seen]];
                for (int place = 0; place < row.length; place++) {
                    scores[itemAt[place]] += row[place];
                }
            }
        }
    }

    /**
     * Gauss and Jordan's way, in place, a panel of rows at a time: with the panel's own columns P, its other columns Q, and R
     * and S of the other rows, the panel becomes [P⁻¹, P⁻¹Q], and the others −RP⁻¹ and S − RP⁻¹Q. The matrix is positive
     * definite, which needs no pivots to be looked for.
     */
    private static void invert(float[][] matrix) {
        int size = matrix.length;
        for (int first = 0; first < size; first += PANEL) {
            int from = first;
            int to = Math.min(size, first + PANEL);
            for (int pivot = from; pivot < to; pivot++) {
                float[] own = matrix[pivot];
                float inverse = 1 / own[pivot];
                own[pivot] = 1;
                for (int column = 0; column < size; column++) {
                    own[column] *= inverse;
                }
                for (int row = from; row < to; row++) {
                    if (row != pivot) {
                        float factor = -matrix[row][pivot];
                        matrix[row][pivot] = 0;
                        add(factor, own, matrix[row]);
                    }
                }
            }
            IntStream.range(0, size)
                    .parallel()
                    .filter(row -> row < from || row >= to)
                    .forEach(row -> eliminate(matrix, from, to, matrix[row]));
        }
    }

    /** Takes from a row what the panel's rows have of it. */
    private static void eliminate(float[][] matrix, int from, int to, float[] row) {
        float[] factors = new float[to - from];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = -row[from + i];
            row[from + i] = 0;
        }
        int i = 0;
        for (; i + 4 <= factors.length; i += 4) {
            float[] a = matrix[from + i];
            float[] b = matrix[from + i + 1];
            float[] c = matrix[from + i + 2];
            float[] d = matrix[from + i + 3];
            add(factors[i], a, factors[i + 1], b, factors[i + 2], c, factors[i + 3], d, row);
        }
        for (; i < factors.length; i++) {
            add(factors[i], matrix[from + i], row);
        }
    }

    private static void add(
            float a, float[] as, float b, float[] bs, float c, float[] cs, float d, float[] ds, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += a * as[i] + b * bs[i] + c * cs[i] + d * ds[i];
        }
    }

    private static void add(float factor, float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }
}
