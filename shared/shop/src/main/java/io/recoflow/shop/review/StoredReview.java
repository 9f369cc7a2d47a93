package io.recoflow.shop.review;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recoflow.shop.Meaning;
import java.time.Instant;

/** A review as it came in; a row of the table {@value #TABLE}, which has every version of a review. */
public record StoredReview(
        @JsonUnwrapped Review review,
        @Meaning("when it arrived in its stream") Instant ingestionTimestamp,

        @Meaning("the stream that it came from; with the next three, tells the record")
        String streamName,

        String shardId,
        String sequenceNumber,
        @Meaning("place in an aggregated record; else 0") long subSequenceNumber) {

    public static final String TABLE = "reviews";
}
