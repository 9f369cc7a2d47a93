package io.recoflow.serving.answer;

import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How much is recommended, and how late. Goes to the executors.
 *
 * @param recommend items for the shopper, at least 1
 * @param similar items for each product, 0 or more
 * @param deadline an event that arrived longer ago is answered with what is popular, which takes no time
 */
public record RecommenderSettings(int recommend, int similar, Duration deadline) implements Serializable {

    /** For events that nobody waits for any more. */
    public RecommenderSettings withoutDeadline() {
        return new RecommenderSettings(recommend, similar, ChronoUnit.CENTURIES.getDuration());
    }
}
