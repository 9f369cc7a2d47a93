package io.recoflow.model.evaluation;

import java.util.List;
import java.util.Optional;

/** Measures of predicted ratings. */
public final class RatingQuality {

    private RatingQuality() {}

    /** Root mean squared error; empty without ratings. */
    public static Optional<Double> rmse(List<Rating> heldOut, Scorer scorer) {
        return heldOut.isEmpty()
                ? Optional.empty()
                : Optional.of(Math.sqrt(heldOut.stream()
                        .mapToDouble(rating -> Math.pow(scorer.score(rating) - rating.rating(), 2))
                        .average()
                        .orElseThrow()));
    }
}
