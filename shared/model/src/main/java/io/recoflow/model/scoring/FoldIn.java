package io.recoflow.model.scoring;

import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.solve.NormalEquations;
import java.util.Arrays;
import java.util.List;

/**
 * Moves a shopper's embedding by what the shopper looks at in a session, as {@link FoldInDescription} says: one solve of
 * the least squares that the model was trained by, for one shopper with the session's items (Hu, Koren and Volinsky,
 * "Collaborative filtering for implicit feedback datasets", 2008). With A what all shoppers share, Z the session's items
 * and W their weights, Δ = A⁻¹Z (W⁻¹ + ZᵀA⁻¹Z)⁻¹ · error, by the identity of Woodbury: a system of as many equations as the
 * session has items. Safe for concurrent callers; needs no state.
 */
public final class FoldIn {

    private final FoldInDescription description;
    private final int dimension;

    /** A, decomposed. */
    private final NormalEquations shared;

    private FoldIn(FoldInDescription description, int dimension, NormalEquations shared) {
        this.description = description;
        this.dimension = dimension;
        this.shared = shared;
    }

    /** @param items all items that a shopper could have chosen */
    public static FoldIn of(FoldInDescription description, int dimension, List<Embedding> items) {
        NormalEquations shared = new NormalEquations(dimension);
        for (Embedding item : items) {
            shared.addOuter(extended(item.values()), 0, description.allPairsWeight());
        }
        for (int k = 0; k < dimension; k++) {
            shared.addToDiagonal(k, description.regularization());
        }
        shared.decompose();
        return new FoldIn(description, dimension, shared);
    }

    /** An item of the session. */
    @SuppressWarnings("ArrayRecordComponent") // Made for one use; nobody compares them.
    public record SessionItem(float[] embedding, boolean inCart) {}

    /** A shopper's embedding, and what is added to all of the shopper's scores. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Folded(float[] embedding, float constant) {}

    /**
     * The shopper as the session shows them.
     *
     * @param embedding what was known of the shopper before: factors and a 1
     * @param session each item once
     */
    public Folded fold(float[] embedding, float constant, List<SessionItem> session) {
        List<SessionItem> weighed =
                session.stream().filter(item -> weight(item) > 0).toList();
        int count = weighed.size();
        double[][] solved = new double[count][];
        NormalEquations equations = new NormalEquations(count);
        for (int i = 0; i < count; i++) {
            SessionItem item = weighed.get(i);
            solved[i] = extended(item.embedding());
            shared.substitute(solved[i]);
            for (int j = 0; j <= i; j++) {
                equations.addTo(i, j, product(item.embedding(), solved[j]));
            }
            equations.addToDiagonal(i, 1 / weight(item));
            equations.right()[i] = error(embedding, constant, item.embedding());
        }
        equations.solve();
        double[] change = new double[dimension];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < dimension; k++) {
                change[k] += equations.right()[i] * solved[i][k];
            }
        }
        float[] moved = Arrays.copyOf(embedding, dimension);
        for (int k = 0; k < dimension - 1; k++) {
            moved[k] += (float) change[k];
        }
        return new Folded(moved, (float) (constant + change[dimension - 1]));
    }

    private double weight(SessionItem item) {
        return item.inCart() ? description.cartWeight() : description.viewWeight();
    }

    private double error(float[] embedding, float constant, float[] item) {
        double error = description.target() - constant;
        for (int k = 0; k < dimension; k++) {
            error -= (double) embedding[k] * item[k];
        }
        return error;
    }

    /** The factors, and 1 where the item has its bias. */
    private static double[] extended(float[] item) {
        double[] row = new double[item.length];
        for (int k = 0; k < item.length - 1; k++) {
            row[k] = item[k];
        }
        row[item.length - 1] = 1;
        return row;
    }

    /** With the item extended. */
    private static double product(float[] item, double[] row) {
        double sum = row[item.length - 1];
        for (int k = 0; k < item.length - 1; k++) {
            sum += item[k] * row[k];
        }
        return sum;
    }
}
