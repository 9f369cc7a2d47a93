package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardProgress;
import org.apache.spark.sql.connector.read.InputPartition;

/** Records that the task reads itself: all after one position up to another, which are known to have been there. */
record RangePartition(ShardSlice slice, ShardProgress from, ShardPosition to) implements InputPartition {}
