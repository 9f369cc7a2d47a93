package io.recoflow.shop.activity;

/** What a record turned out to be. */
public sealed interface ParsedActivity {

    /** A shopper's activity, to be answered. */
    record Activity(ActivityEvent event) implements ParsedActivity {}

    /** An event of another type, which is counted and dropped. */
    record OtherType(String type) implements ParsedActivity {}

    /**
     * Not an event.
     *
     * @param message what is wrong, for people; holds no more than 200 characters
     */
    record Rejected(RejectionReason reason, String message) implements ParsedActivity {}
}
