package io.recoflow.dynamodb;

/**
 * What became of an item.
 *
 * @param tries how often DynamoDB was asked; 0 where it was not
 * @param message why it was refused, for people; else empty
 */
public record ItemOutcome(Kind kind, int tries, String message) {

    /** Whether it is in the table. */
    public enum Kind {
        /** It is in the table, put now or by an earlier try. */
        STORED,
        /** The table has a newer one of its key. */
        SUPERSEDED,
        /** DynamoDB cannot keep it: it is too large, or no item of this table. */
        REFUSED
    }
}
