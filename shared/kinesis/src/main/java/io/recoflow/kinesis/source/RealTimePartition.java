package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.ShardProgress;
import org.apache.spark.sql.connector.read.InputPartition;

/** A shard that the task reads for as long as the batch lasts, and the shards that follow it. */
record RealTimePartition(ShardSlice slice, ShardProgress from) implements InputPartition {}
