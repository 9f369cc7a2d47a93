package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.StreamShard;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The columns of the source. The first five are named as in EMR's {@code aws-kinesis} connector. */
final class RowBuilder {

    static final StructType SCHEMA = new StructType()
            .add("data", DataTypes.BinaryType, false)
            .add("streamName", DataTypes.StringType, false)
            .add("partitionKey", DataTypes.StringType, false)
            .add("sequenceNumber", DataTypes.StringType, false)
            .add("approximateArrivalTimestamp", DataTypes.TimestampType, false)
            .add("subSequenceNumber", DataTypes.LongType, false)
            .add("shardId", DataTypes.StringType, false);

    private final UTF8String stream;
    private final UTF8String shardId;

    RowBuilder(String stream, String shardId) {
        StreamShard shard = StreamShard.of(shardId, stream);
        this.stream = UTF8String.fromString(shard.stream());
        this.shardId = UTF8String.fromString(shard.shardId());
    }

    InternalRow row(KinesisRecord record) {
        return new GenericInternalRow(new Object[] {
            record.data(),
            stream,
            UTF8String.fromString(record.partitionKey()),
            UTF8String.fromString(record.sequenceNumber()),
            TimeUnit.MILLISECONDS.toMicros(record.arrivalMillis()),
            record.subSequenceNumber(),
            shardId
        });
    }
}
