package io.recoflow.jobs.reviews.review;

import io.recoflow.dynamodb.TableItem;
import io.recoflow.shop.review.Review;
import io.recoflow.shop.review.ReviewTable;
import io.recoflow.streaming.broker.StreamRecord;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Items of reviews: the review's fields by their names, {@code ingestion_timestamp}, and what tells versions apart. A pure
 * function of the record, so that a replay makes the same item.
 *
 * @param expireAfter of an item's arrival; null where items stay
 */
public record ReviewItems(@Nullable Duration expireAfter) implements Serializable {

    /** Of one length, so that they sort as they follow each other. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The item of a record's review. */
    public TableItem of(Review review, StreamRecord record) {
        return TableItem.builder()
                .text(ReviewTable.KEY, review.reviewId())
                .text("reviewer_id", review.reviewerId())
                .text(ReviewTable.PRODUCT, review.productId())
                .text("marketplace_id", review.marketplaceId())
                .number("star_rating", review.starRating())
                .text("review_title", review.reviewTitle())
                .text("review_text", review.reviewText())
                .text(ReviewTable.DATE, MICROS.format(review.reviewDate()))
                .text("product_category", review.productCategory())
                .number("helpful_votes", review.helpfulVotes())
                .flag("verified_purchase", review.verifiedPurchase())
                .texts("other_fields", review.otherFields())
                .text("ingestion_timestamp", MICROS.format(record.arrivedAt()))
                .text(ReviewTable.ORDER, record.order())
                .number(ReviewTable.EXPIRY, expiry(record.arrivedAt()))
                .build();
    }

    private @Nullable Long expiry(Instant arrivedAt) {
        return expireAfter == null ? null : arrivedAt.plus(expireAfter).getEpochSecond();
    }
}
