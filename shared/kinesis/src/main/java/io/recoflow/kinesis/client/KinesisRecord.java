package io.recoflow.kinesis.client;

/**
 * A record as it was read. Equality is identity of the data array: compare fields where that matters.
 *
 * @param sequenceNumber up to 129 decimal digits without leading zeros; increasing within a shard, with gaps
 * @param subSequenceNumber place within an aggregated record; 0 where a record holds only itself
 * @param arrivalMillis approximate arrival by the service's clock, milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed over without a copy; nobody compares records.
public record KinesisRecord(
        String sequenceNumber, long subSequenceNumber, String partitionKey, byte[] data, long arrivalMillis) {

    /** What a record takes in memory beside its data and key: the object, its strings and its place in a list. */
    public static final int OVERHEAD_BYTES = 256;

    /** Data and key, in bytes; keys are mostly ASCII. */
    public long size() {
        return data.length + (long) partitionKey.length();
    }

    /** An estimate of the memory that it takes, in bytes. */
    public long sizeInMemory() {
        return size() + OVERHEAD_BYTES;
    }
}
