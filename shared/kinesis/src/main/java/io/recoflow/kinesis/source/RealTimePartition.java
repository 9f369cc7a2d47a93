package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.ShardProgress;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;

/**
 * A shard that the task reads for as long as the batch lasts, and the shards that follow it.
 *
 * @param iterator where the progress stands, of the batch before; null where there is none
 */
record RealTimePartition(
        ShardSlice slice, ShardProgress from, @Nullable String iterator) implements InputPartition {}
