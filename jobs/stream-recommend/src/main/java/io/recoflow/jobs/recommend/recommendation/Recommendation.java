package io.recoflow.jobs.recommend.recommendation;

import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.RecommendedItem;
import io.recoflow.shop.recommendation.ServedBy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to an event.
 *
 * @param recommendedItems not empty; the model's by descending score, then popular ones
 * @param similarItems of what is in the cart first, then of what was looked at
 * @param reason empty where all of it is the model's
 * @param modelVersion the one version that it is made by; empty where there was none
 */
public record Recommendation(
        Question question,
        List<RecommendedItem> recommendedItems,
        List<SimilarItems> similarItems,
        ServedBy servedBy,
        Optional<FallbackReason> reason,
        Optional<String> modelVersion,
        Instant recommendedAt) {}
