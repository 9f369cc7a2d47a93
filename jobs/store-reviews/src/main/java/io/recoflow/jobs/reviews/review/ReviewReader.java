package io.recoflow.jobs.reviews.review;

import io.recoflow.dynamodb.TableItem;
import io.recoflow.shop.review.ParsedReview;
import io.recoflow.shop.review.ReviewParser;
import io.recoflow.shop.review.ReviewRejection;
import io.recoflow.streaming.broker.StreamRecord;

/** Judges the records of a stream; all who store them judge alike. Safe for concurrent callers. */
public final class ReviewReader {

    private final ReviewParser parser = new ReviewParser();
    private final ReviewItems items;

    public ReviewReader(ReviewItems items) {
        this.items = items;
    }

    public JudgedReview read(StreamRecord record) {
        ParsedReview parsed = parser.parse(record.data(), record.arrivedAt());
        if (parsed instanceof ParsedReview.Rejected rejected) {
            return new JudgedReview.Rejected(record, rejected.reason(), rejected.message());
        }
        var review = ((ParsedReview.Valid) parsed).review();
        TableItem item = items.of(review, record);
        int size = item.size();
        return size > TableItem.MOST_BYTES
                ? new JudgedReview.Rejected(
                        record,
                        ReviewRejection.ITEM_TOO_LARGE,
                        "The item of review " + review.reviewId() + " has " + size + " bytes, and DynamoDB keeps "
                                + TableItem.MOST_BYTES)
                : new JudgedReview.Kept(record, review, item);
    }
}
