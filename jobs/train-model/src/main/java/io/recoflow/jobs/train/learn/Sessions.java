package io.recoflow.jobs.train.learn;

import io.recoflow.jobs.train.factorization.Objective;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.evaluation.Rating;
import java.util.List;

/** How a session moves a shopper, by what was learned and what one item of it counts. */
final class Sessions {

    /** Items of a session by which the price of its change is set. */
    static final int USUAL_LENGTH = 3;

    /** What an item counts that was looked at, where a rating in training counts 1; tried where there are customers to ask. */
    static final List<Double> VIEW_WEIGHTS = List.of(0.5, 1.0, 2.0, 5.0, 10.0);

    static final double USUAL_VIEW_WEIGHT = 5;

    /** Beside one that was looked at. */
    private static final double IN_CART = 2;

    private Sessions() {}

    /** The price of a session's change is that of a customer's own row who has rated as much. */
    static FoldInDescription foldIn(ObjectiveKind kind, Objective objective, List<Rating> ratings, double viewWeight) {
        long items = ratings.stream().mapToInt(Rating::item).distinct().count();
        double best = ratings.stream().mapToDouble(Rating::rating).max().orElse(1);
        double average = ratings.stream().mapToDouble(Rating::rating).average().orElse(1);
        boolean ranking = kind == ObjectiveKind.RANKING;
        // Where ratings are learned, a look is no rating, and moves little.
        double weight = ranking ? viewWeight : 1;
        return new FoldInDescription(
                ranking ? average / objective.unit() : (average + best) / 2,
                weight,
                IN_CART * weight,
                objective.allPairsWeight(),
                Math.max(1e-6, objective.price(true, weight * USUAL_LENGTH + objective.allPairsWeight() * items)));
    }
}
