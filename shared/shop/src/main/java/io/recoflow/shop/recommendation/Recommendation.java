package io.recoflow.shop.recommendation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recoflow.shop.Meaning;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.Arrival;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an event, as it is published; a row of the table {@value #TABLE}. The event's fields, those that it has,
 * stand in its JSON beside the answer.
 *
 * @param arrival by which the archive knows an answer that was published twice
 */
public record Recommendation(
        @JsonUnwrapped ActivityEvent event,

        @Meaning("never empty: the model's by descending score, then popular products, whose score is null")
        List<RecommendedItem> recommendedItems,

        @Meaning(
                "for each product in the cart, then for each that was looked at: the nearest first, by cosine distance")
        List<SimilarItems> similarItems,

        @Meaning("`model`, `partial` or `popularity`: how much of it is the model's")
        ServedBy servedBy,

        @Meaning("why not all of it is the model's, by the reasons above; else null") @Nullable FallbackReason reason,

        @Meaning("the one version that it is made by; null where there was none") @Nullable String modelVersion,

        Instant recommendedAt,
        @JsonUnwrapped Arrival arrival,

        @Meaning(
                "what the model knew the shopper by, of `customer`, `session` and `features`; empty where it knew nothing")
        List<KnownBy> knownBy) {

    public static final String TABLE = "recommendations";

    public Recommendation {
        // Answers of earlier releases do not have it.
        knownBy = Objects.requireNonNullElse(knownBy, List.of());
    }
}
