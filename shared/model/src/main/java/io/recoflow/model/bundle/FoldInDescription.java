package io.recoflow.model.bundle;

import java.util.ArrayList;
import java.util.List;

/**
 * How what a shopper looks at in a session changes the shopper's embedding, of which all but the last number are factors
 * and the last is 1; an item's last number is its bias. With z an item's factors and a 1, the session moves the factors and
 * the constant by the Δ that minimizes
 *
 * <pre>Σ weight · (score + z·Δ − target)² over the session's items + allPairsWeight · Σ (z·Δ)² over all items
 *   + regularization · ‖Δ‖²</pre>
 *
 * @param target the score that an item of the session shall have
 * @param viewWeight of an item that was looked at, where 1 is what one rating had in training
 * @param cartWeight of an item in the cart
 * @param allPairsWeight of every item that the session does not have
 * @param regularization what a large change costs; more than 0
 */
public record FoldInDescription(
        double target, double viewWeight, double cartWeight, double allPairsWeight, double regularization) {

    /** What is wrong with it; none for a good one. */
    List<String> problems(int dimension, int similarityDimensions) {
        List<String> problems = new ArrayList<>();
        if (!Double.isFinite(target)) {
            problems.add("foldIn.target is " + target + ", and must be finite");
        }
        notNegative("viewWeight", viewWeight, problems);
        notNegative("cartWeight", cartWeight, problems);
        notNegative("allPairsWeight", allPairsWeight, problems);
        if (!(regularization > 0) || Double.isInfinite(regularization)) {
            problems.add("foldIn.regularization is " + regularization + ", and must be more than 0");
        }
        if (similarityDimensions != dimension - 1) {
            problems.add("foldIn needs similarityDimensions to be dimension − 1: the last number is an item's bias");
        }
        return problems;
    }

    private static void notNegative(String name, double value, List<String> problems) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            problems.add("foldIn." + name + " is " + value + ", and must be 0 or more");
        }
    }
}
