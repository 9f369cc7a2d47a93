package io.recoflow.streaming.broker;

import java.time.Instant;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * A record of a stream.
 *
 * @param shardId empty where the source does not tell
 * @param subSequenceNumber place in an aggregated record; else 0
 * @param arrivedAt by the service's clock
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed over without a copy; nobody compares records.
public record StreamRecord(
        byte[] data,
        String streamName,
        String shardId,
        String sequenceNumber,
        long subSequenceNumber,
        String partitionKey,
        Instant arrivedAt) {

    /**
     * A text that sorts as the records do: by their arrival, to the millisecond, then by their sequence numbers, then by
     * their places in an aggregated record. Times alone compare across shards: numbers count each shard's own records.
     */
    public String order() {
        return String.format(
                Locale.ROOT,
                "%013d-%03d%s-%010d",
                arrivedAt.toEpochMilli(),
                sequenceNumber.length(),
                sequenceNumber,
                subSequenceNumber);
    }

    /** @param row has the columns of {@link RecordColumns} */
    public static StreamRecord of(Row row) {
        return new StreamRecord(
                row.getAs(RecordColumns.DATA),
                row.getAs(RecordColumns.STREAM_NAME),
                row.getAs(RecordColumns.SHARD_ID),
                row.getAs(RecordColumns.SEQUENCE_NUMBER),
                row.<Long>getAs(RecordColumns.SUB_SEQUENCE_NUMBER),
                row.getAs(RecordColumns.PARTITION_KEY),
                row.<java.sql.Timestamp>getAs(RecordColumns.ARRIVED_AT).toInstant());
    }
}
