package io.recoflow.shop.activity;

import io.recoflow.shop.Meaning;
import java.time.Instant;

/**
 * When and where in its stream an event arrived.
 *
 * @param arrivedAt by the service's clock
 * @param shardId empty where the source does not tell
 * @param subSequenceNumber place in an aggregated record; else 0
 */
public record Arrival(
        @Meaning("when the event arrived in its stream") Instant arrivedAt,

        @Meaning("with the next two, tells the record that is answered")
        String shardId,

        String sequenceNumber,
        @Meaning("place in an aggregated record; else 0") long subSequenceNumber) {

    /** What stands in for an id that the producer did not give: unique in the stream. */
    String id() {
        String place = shardId + ":" + sequenceNumber;
        return subSequenceNumber == 0 ? place : place + ":" + subSequenceNumber;
    }
}
