package io.recoflow.kinesis;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records that Kinesis does not, so that they are kept elsewhere and the query goes on. It is called by the
 * task that met the record, before the task's next one; what it throws fails the task. A task that is run again calls it
 * again.
 */
@FunctionalInterface
public interface RefusedRecordHandler extends Serializable {

    void refused(RefusedRecord record);

    /**
     * A record that was not sent.
     *
     * @param size bytes of data and key together, the key in UTF-8
     * @param reason for people: "it is larger than maxRecordBytes (1048576)"
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes are handed over without a copy; nobody compares records.
    record RefusedRecord(@Nullable String partitionKey, byte @Nullable [] data, long size, String reason) {}
}
