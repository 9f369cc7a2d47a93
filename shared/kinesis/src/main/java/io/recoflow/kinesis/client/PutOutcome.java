package io.recoflow.kinesis.client;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record of a request.
 *
 * @param sequenceNumber null where it was not stored
 * @param errorCode null where it was stored
 */
public record PutOutcome(
        @Nullable String sequenceNumber,
        @Nullable String errorCode,
        @Nullable String errorMessage) {

    public boolean isStored() {
        return errorCode == null;
    }
}
