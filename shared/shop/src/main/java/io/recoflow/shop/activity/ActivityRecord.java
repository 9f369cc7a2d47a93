package io.recoflow.shop.activity;

import java.time.Instant;
import org.apache.spark.sql.Row;

/**
 * A record of the activity stream.
 *
 * @param shardId empty where the source does not tell
 * @param subSequenceNumber place in an aggregated record; else 0
 * @param arrivedAt by the service's clock
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed over without a copy; nobody compares records.
public record ActivityRecord(
        byte[] data,
        String streamName,
        String shardId,
        String sequenceNumber,
        long subSequenceNumber,
        String partitionKey,
        Instant arrivedAt) {

    /** @param row has the columns of {@link ActivityColumns} */
    public static ActivityRecord of(Row row) {
        return new ActivityRecord(
                row.getAs(ActivityColumns.DATA),
                row.getAs(ActivityColumns.STREAM_NAME),
                row.getAs(ActivityColumns.SHARD_ID),
                row.getAs(ActivityColumns.SEQUENCE_NUMBER),
                row.<Long>getAs(ActivityColumns.SUB_SEQUENCE_NUMBER),
                row.getAs(ActivityColumns.PARTITION_KEY),
                row.<java.sql.Timestamp>getAs(ActivityColumns.ARRIVED_AT).toInstant());
    }

    /** What stands in for an id that the producer did not give: unique in the stream. */
    String id() {
        String place = shardId + ":" + sequenceNumber;
        return subSequenceNumber == 0 ? place : place + ":" + subSequenceNumber;
    }
}
