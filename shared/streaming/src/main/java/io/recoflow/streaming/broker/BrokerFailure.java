package io.recoflow.streaming.broker;

/**
 * What a broker refused or could not do.
 *
 * @param message problem and cause
 * @param fix what helps
 */
public record BrokerFailure(Kind kind, String message, String fix) {

    /** What it means for who reads or writes. */
    public enum Kind {
        /** It does not answer, or not to us. */
        UNAVAILABLE,
        /** Records were gone before they were read. */
        DATA_LOSS,
        /** Real-time mode has fewer task slots than shards, and would never read some. */
        TOO_FEW_SLOTS
    }
}
