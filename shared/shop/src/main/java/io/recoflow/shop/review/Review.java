package io.recoflow.shop.review;

import io.recoflow.shop.Meaning;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a customer says of a product. An edited one has the id of the first. */
public record Review(
        @Meaning("of the review, however often it is edited; at most 256 characters, as all ids")
        String reviewId,

        @Meaning("who wrote it") String reviewerId,
        @Meaning("what it is about") String productId,
        @Meaning("where it was written") String marketplaceId,
        @Meaning("1 to 5") int starRating,
        @Nullable String reviewTitle,
        @Nullable String reviewText,

        @Meaning(
                "ISO 8601: a date, or a time; without a zone in UTC; not before 1990, nor more than a day after its arrival")
        Instant reviewDate,

        @Nullable String productCategory,

        @Meaning("how many found it helpful, from 0") @Nullable Integer helpfulVotes,

        @Meaning("whether who wrote it bought the product") @Nullable Boolean verifiedPurchase,

        @Meaning("what else the review had: text as it was, anything else as JSON")
        Map<String, String> otherFields) {

    public Review {
        otherFields = Map.copyOf(otherFields);
    }
}
