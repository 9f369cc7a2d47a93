package io.recoflow.shop.review;

import io.recoflow.shop.Meaning;
import java.time.Instant;

/** A record that is no review, or one that cannot be kept; a row of the table {@value #TABLE}. */
@SuppressWarnings("ArrayRecordComponent") // It describes a table; nobody compares rows.
public record RejectedReview(
        @Meaning("the stream that it came from; with the next three, tells the record")
        String streamName,

        String shardId,
        String sequenceNumber,
        @Meaning("place in an aggregated record; else 0") long subSequenceNumber,
        String partitionKey,
        @Meaning("when it arrived in the stream") Instant arrivedAt,
        @Meaning("one of those below") String reason,
        @Meaning("what is wrong, for people") String message,
        @Meaning("its bytes") byte[] data,
        Instant rejectedAt) {

    public static final String TABLE = "reviews_rejected";
}
