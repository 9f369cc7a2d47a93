package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.KinesisOffset;
import java.util.Map;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;

/**
 * What a task has read when its batch is over.
 *
 * @param read how far
 * @param iterators of shards that stand just there, by shard id: the next batch need not look again through what is empty
 * @param hasLooked whether it asked for records at all
 */
record RealTimeOffset(KinesisOffset read, Map<String, String> iterators, boolean hasLooked)
        implements PartitionOffset {}
