package io.recoflow.shop.activity;

import io.recoflow.shop.Meaning;
import java.time.Instant;

/** A record that is no event; a row of the table {@value #TABLE}. */
@SuppressWarnings("ArrayRecordComponent") // It describes a table; nobody compares rows.
public record RejectedActivity(
        @Meaning("the stream that it came from") String streamName,
        @Meaning("with the next two, tells the record") String shardId,
        String sequenceNumber,

        @Meaning("place in an aggregated record, plus 1,000,000,000 for each place in an array; else 0")
        long subSequenceNumber,

        String partitionKey,
        @Meaning("when it arrived in the stream") Instant arrivedAt,

        @Meaning("one of those below; `not_a_recommendation` on the stream of recommendations")
        String reason,

        @Meaning("what is wrong, for people") String message,

        @Meaning("its bytes; of an array's element, its JSON")
        byte[] data,

        Instant rejectedAt) {

    public static final String TABLE = "activity_rejected";

    /** The reason of what is no recommendation on the stream of recommendations. */
    public static final String NOT_A_RECOMMENDATION = "not_a_recommendation";
}
