package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.ShardProgress;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * A shard of which a task reads what arrived in a range of time.
 *
 * @param last whether no shard followed it as the query was planned: those that do by then are the task's, too
 */
record ArrivalPartition(ShardSlice slice, ShardProgress from, ArrivalRange range, boolean last)
        implements InputPartition {}
