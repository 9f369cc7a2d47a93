package io.recoflow.jobs.reviews.review;

import io.recoflow.dynamodb.TableItem;
import io.recoflow.shop.review.Review;
import io.recoflow.shop.review.ReviewRejection;
import io.recoflow.streaming.broker.StreamRecord;

/** A record, and what it is. */
public sealed interface JudgedReview {

    StreamRecord record();

    /** A review that can be kept. */
    record Kept(StreamRecord record, Review review, TableItem item) implements JudgedReview {}

    /** No review, or one that cannot be kept. */
    record Rejected(StreamRecord record, ReviewRejection reason, String message) implements JudgedReview {}
}
