package io.recoflow.shop.activity;

import io.recoflow.shop.Meaning;
import java.time.Instant;

/**
 * When and where in its stream an event arrived.
 *
 * @param arrivedAt by the service's clock
 * @param shardId empty where the source does not tell
 * @param subSequenceNumber place in an aggregated record, plus 1,000,000,000 for each place in an array; else 0
 */
public record Arrival(
        @Meaning("when the event arrived in its stream") Instant arrivedAt,

        @Meaning("with the next two, tells the record that is answered")
        String shardId,

        String sequenceNumber,

        @Meaning("place in an aggregated record, plus 1,000,000,000 for each place in an array of events; else 0")
        long subSequenceNumber) {

    /** More than there are places in an aggregated record, whose size AWS limits to 10 MiB. */
    private static final long ELEMENT = 1_000_000_000;

    /** That of an element of an array in this record, from 0. */
    Arrival element(int place) {
        return place == 0 ? this : new Arrival(arrivedAt, shardId, sequenceNumber, subSequenceNumber + place * ELEMENT);
    }

    /** What stands in for an id that the producer did not give: unique in the stream. */
    String id() {
        String place = shardId + ":" + sequenceNumber;
        return subSequenceNumber == 0 ? place : place + ":" + subSequenceNumber;
    }
}
