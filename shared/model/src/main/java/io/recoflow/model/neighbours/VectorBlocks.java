package io.recoflow.model.neighbours;

import java.io.Serializable;
import java.util.function.IntPredicate;

/**
 * Vectors in blocks, in each of which a dimension's numbers of all vectors stand together. Inner products with a whole
 * block are then sums over arrays that Java's compiler turns into vector instructions by itself.
 */
final class VectorBlocks implements Serializable {

    private static final long serialVersionUID = 1;

    /** Vectors a block: at 32 dimensions, a block and its sums fit into a core's second cache. */
    private static final int BLOCK = 1_024;

    private final int dimension;
    private final int size;
    private final float[][] blocks;

    private VectorBlocks(int dimension, int size, float[][] blocks) {
        this.dimension = dimension;
        this.size = size;
        this.blocks = blocks;
    }

    /**
     * @param vectors the first {@code dimension} numbers of each are taken
     * @param scales what each vector is multiplied with
     */
    static VectorBlocks of(float[][] vectors, int dimension, float[] scales) {
        float[][] blocks = new float[(vectors.length + BLOCK - 1) / BLOCK][];
        for (int block = 0; block < blocks.length; block++) {
            int first = block * BLOCK;
            int count = Math.min(BLOCK, vectors.length - first);
            float[] numbers = new float[count * dimension];
            for (int i = 0; i < count; i++) {
                for (int d = 0; d < dimension; d++) {
                    numbers[d * count + i] = vectors[first + i][d] * scales[first + i];
                }
            }
            blocks[block] = numbers;
        }
        return new VectorBlocks(dimension, vectors.length, blocks);
    }

    int dimension() {
        return dimension;
    }

    /** The highest inner products among the vectors that are admitted. */
    TopK highest(float[] query, int k, IntPredicate admitted) {
        TopK top = new TopK(Math.max(0, Math.min(k, size)));
        if (k < 1) {
            return top;
        }
        float[] sums = new float[Math.min(BLOCK, size)];
        for (int block = 0; block < blocks.length; block++) {
            float[] numbers = blocks[block];
            int count = numbers.length / dimension;
            multiply(query, numbers, count, sums);
            int first = block * BLOCK;
            for (int i = 0; i < count; i++) {
                if (sums[i] > top.threshold() && admitted.test(first + i)) {
                    top.offer(sums[i], first + i);
                }
            }
        }
        return top;
    }

    /** A copy of one vector. */
    float[] vector(int index) {
        float[] numbers = blocks[index / BLOCK];
        int count = numbers.length / dimension;
        float[] vector = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            vector[d] = numbers[d * count + index % BLOCK];
        }
        return vector;
    }

    private void multiply(float[] query, float[] numbers, int count, float[] sums) {
        for (int i = 0; i < count; i++) {
            sums[i] = 0;
        }
        int d = 0;
        // Four dimensions at a time, so that a sum is loaded and stored once for them.
        for (; d + 4 <= dimension; d += 4) {
            float a = query[d];
            float b = query[d + 1];
            float c = query[d + 2];
            float e = query[d + 3];
            int at = d * count;
            int bt = at + count;
            int ct = bt + count;
            int et = ct + count;
            for (int i = 0; i < count; i++) {
                sums[i] += a * numbers[at + i] + b * numbers[bt + i] + c * numbers[ct + i] + e * numbers[et + i];
            }
        }
        for (; d < dimension; d++) {
            float a = query[d];
            int at = d * count;
            for (int i = 0; i < count; i++) {
                sums[i] += a * numbers[at + i];
            }
        }
    }
}
