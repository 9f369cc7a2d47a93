package io.recoflow.shop.activity;

/** What a record, or an element of an array in one, turned out to be. */
public sealed interface ParsedActivity {

    /** Of the record; in an array, of its element. */
    Arrival arrival();

    /** A shopper's activity, to be answered. */
    record Activity(ActivityEvent event, Arrival arrival) implements ParsedActivity {}

    /** An event of another type, which is counted and dropped. */
    record OtherType(String type, Arrival arrival) implements ParsedActivity {}

    /**
     * Not an event.
     *
     * @param message what is wrong, for people; holds no more than 200 characters
     * @param data what was read: the record's bytes, or the element's JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes are handed over without a copy; nobody compares them.
    record Rejected(RejectionReason reason, String message, byte[] data, Arrival arrival) implements ParsedActivity {}
}
