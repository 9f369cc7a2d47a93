package io.recoflow.shop.review;

/** What a record turned out to be. */
public sealed interface ParsedReview {

    /** A review. */
    record Valid(Review review) implements ParsedReview {}

    /**
     * No review.
     *
     * @param message what is wrong, for people; holds no more than 300 characters
     */
    record Rejected(ReviewRejection reason, String message) implements ParsedReview {}
}
