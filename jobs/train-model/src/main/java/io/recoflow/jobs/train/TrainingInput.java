package io.recoflow.jobs.train;

import io.recoflow.jobs.train.data.ReviewCounts;
import io.recoflow.jobs.train.data.TrainingData;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run learns from.
 *
 * @param reviews what became of reviews, where their ratings are among the data's
 */
record TrainingInput(TrainingData data, Optional<ReviewCounts> reviews) {

    /** How many of which reviews, to go on with; empty without them. */
    String reviewsInWords() {
        return reviews.map(counts -> String.format(
                        Locale.ROOT,
                        ", with the ratings of %d reviews (version %d of the lake's)",
                        counts.used(),
                        counts.tableVersion()))
                .orElse("");
    }
}
