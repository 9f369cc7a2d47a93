package io.recoflow.kinesis.client;

import java.nio.charset.StandardCharsets;

/**
 * A record to be sent.
 *
 * @param partitionKey 1 to 256 characters
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed over without a copy; nobody compares records.
public record OutgoingRecord(String partitionKey, byte[] data) {

    /** What a record takes in memory beside its data and key: the object, its arrays and its place in a list. */
    private static final int OVERHEAD_BYTES = 128;

    /** What counts against Kinesis' limits: the data and the key's UTF-8 bytes. */
    public int size() {
        return data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
    }

    /** An estimate of the memory that it takes, in bytes. */
    public long sizeInMemory() {
        return (long) size() + OVERHEAD_BYTES;
    }
}
