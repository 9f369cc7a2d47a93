package io.recoflow.streaming.broker;

/** The columns of a stream's records, whichever source they come from. */
public final class RecordColumns {

    public static final String DATA = "data";
    public static final String STREAM_NAME = "streamName";
    public static final String SHARD_ID = "shardId";
    public static final String SEQUENCE_NUMBER = "sequenceNumber";
    public static final String SUB_SEQUENCE_NUMBER = "subSequenceNumber";
    public static final String PARTITION_KEY = "partitionKey";
    public static final String ARRIVED_AT = "approximateArrivalTimestamp";

    private RecordColumns() {}
}
