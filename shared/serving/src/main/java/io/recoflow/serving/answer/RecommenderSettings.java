package io.recoflow.serving.answer;

import io.recoflow.shop.recommendation.FallbackReason;
import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How much is recommended, and how late. Goes to the executors.
 *
 * @param recommend items for the shopper, at least 1
 * @param similar items for each product, 0 or more
 * @param deadline an event that arrived longer ago is answered with what is popular, which takes no time
 * @param late the reason that such an answer tells
 */
public record RecommenderSettings(int recommend, int similar, Duration deadline, FallbackReason late)
        implements Serializable {

    public RecommenderSettings(int recommend, int similar, Duration deadline) {
        this(recommend, similar, deadline, FallbackReason.DEADLINE);
    }

    /** For events that nobody waits for any more: they get what is popular. */
    public RecommenderSettings ofExpired() {
        return new RecommenderSettings(recommend, similar, Duration.ZERO, FallbackReason.EXPIRED);
    }

    /** For events that come late and are to have the model's answer. */
    public RecommenderSettings withoutDeadline() {
        return new RecommenderSettings(recommend, similar, ChronoUnit.CENTURIES.getDuration());
    }
}
