package io.recoflow.model.scoring;

import java.util.Arrays;

/**
 * What a tower gives for some rows. The arrays are shared, not copied.
 *
 * @param dimension of each embedding
 * @param embeddings row after row, {@code rows * dimension} numbers
 * @param constants one a row: what is added to every score of the row; 0 where the tower gives none
 * @param known one a row: more than 0 where the tower knows the customer by number, or does not tell
 */
@SuppressWarnings("ArrayRecordComponent")
public record Vectors(int dimension, float[] embeddings, float[] constants, float[] known) {

    /** Of a tower that does not tell whom it knows. */
    public Vectors(int dimension, float[] embeddings, float[] constants) {
        this(dimension, embeddings, constants, everybody(constants.length));
    }

    private static float[] everybody(int rows) {
        float[] known = new float[rows];
        Arrays.fill(known, 1);
        return known;
    }

    public int rows() {
        return constants.length;
    }

    /** A copy of one row's embedding. */
    public float[] embedding(int row) {
        return Arrays.copyOfRange(embeddings, row * dimension, (row + 1) * dimension);
    }
}
