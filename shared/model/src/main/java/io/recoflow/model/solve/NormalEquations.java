package io.recoflow.model.solve;

import java.util.Arrays;

/**
 * The normal equations A·x = b of a least squares problem, as they are summed up: A is symmetric, of which the lower
 * triangle is kept, and positive definite once something was added to its diagonal. Sums are made in the order of the
 * calls, so that the same calls give the same bits. For one caller.
 */
public final class NormalEquations {

    /** What a pivot is at least, relative to the diagonal before: below it, rounding has eaten the matrix. */
    private static final double SMALLEST_PIVOT = 1e-13;

    private final int size;
    private final double[] matrix;
    private final double[] right;

    public NormalEquations(int size) {
        this.size = size;
        this.matrix = new double[size * size];
        this.right = new double[size];
    }

    public int size() {
        return size;
    }

    /** b, which is the solution after {@link #solve}; to be written to as well. */
    public double[] right() {
        return right;
    }

    /** Starts with another system's matrix, and b = 0. */
    public void reset(NormalEquations start, double factor) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = factor * start.matrix[i];
        }
        Arrays.fill(right, 0);
    }

    /** A += factor · other's A. */
    public void addMatrix(NormalEquations other, double factor) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] += factor * other.matrix[i];
        }
    }

    /** Adds to one element of the lower triangle, and so to that across the diagonal. */
    public void addTo(int row, int column, double value) {
        matrix[row * size + column] += value;
    }

    /** Adds to one element of the diagonal. */
    public void addToDiagonal(int index, double value) {
        addTo(index, index, value);
    }

    /** A += weight · zzᵀ, where z stands in {@code rows} from {@code at} on. */
    public void addOuter(double[] rows, int at, double weight) {
        for (int r = 0; r < size; r++) {
            double factor = weight * rows[at + r];
            int base = r * size;
            for (int c = 0; c <= r; c++) {
                matrix[base + c] += factor * rows[at + c];
            }
        }
    }

    /** A += Σ zzᵀ of four z: one load and store of an element for all of them. */
    public void addOuters(double[] rows, int first, int second, int third, int fourth) {
        addOuters(rows, first, 1, second, 1, third, 1, fourth, 1);
    }

    /** A += Σ weight · zzᵀ of four z. */
    public void addOuters(
            double[] rows,
            int first,
            double firstWeight,
            int second,
            double secondWeight,
            int third,
            double thirdWeight,
            int fourth,
            double fourthWeight) {
        for (int r = 0; r < size; r++) {
            double a = firstWeight * rows[first + r];
            double b = secondWeight * rows[second + r];
            double c = thirdWeight * rows[third + r];
            double d = fourthWeight * rows[fourth + r];
            int base = r * size;
            for (int k = 0; k <= r; k++) {
                matrix[base + k] +=
                        a * rows[first + k] + b * rows[second + k] + c * rows[third + k] + d * rows[fourth + k];
            }
        }
    }

    /** result += factor · A·x, where x stands in {@code rows} from {@code at} on, and the result from {@code to} on. */
    public void multiply(double[] rows, int at, double factor, double[] result, int to) {
        for (int r = 0; r < size; r++) {
            int base = r * size;
            double x = factor * rows[at + r];
            double sum = 0;
            for (int c = 0; c < r; c++) {
                sum += matrix[base + c] * rows[at + c];
                result[to + c] += x * matrix[base + c];
            }
            result[to + r] += factor * sum + x * matrix[base + r];
        }
    }

    /**
     * Solves by Cholesky's decomposition, in place: {@link #right} is the solution then, and A is used up. A direction in
     * which A is 0 to within rounding gets 0.
     */
    public void solve() {
        decompose();
        substitute(right);
    }

    /** The first half of {@link #solve}: uses A up, so that {@link #substitute} may be called, any number of times. */
    public void decompose() {
        for (int r = 0; r < size; r++) {
            int row = r * size;
            for (int c = 0; c < r; c++) {
                int other = c * size;
                double sum = matrix[row + c];
                for (int k = 0; k < c; k++) {
                    sum -= matrix[row + k] * matrix[other + k];
                }
                matrix[row + c] = sum * matrix[other + c];
            }
            double diagonal = matrix[row + r];
            double pivot = diagonal;
            for (int k = 0; k < r; k++) {
                pivot -= matrix[row + k] * matrix[row + k];
            }
            // The inverse of the root, since it is only divided by; 0 leaves the direction out.
            matrix[row + r] = pivot > SMALLEST_PIVOT * diagonal && pivot > 0 ? 1 / Math.sqrt(pivot) : 0;
        }
    }

    /** Replaces b by the solution, of an A that was decomposed. Safe for concurrent callers. */
    public void substitute(double[] b) {
        for (int r = 0; r < size; r++) {
            double sum = b[r];
            for (int c = 0; c < r; c++) {
                sum -= matrix[r * size + c] * b[c];
            }
            b[r] = sum * matrix[r * size + r];
        }
        for (int r = size - 1; r >= 0; r--) {
            double value = b[r] * matrix[r * size + r];
            b[r] = value;
            for (int c = 0; c < r; c++) {
                b[c] -= matrix[r * size + c] * value;
            }
        }
    }
}
