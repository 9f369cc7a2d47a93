package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.tail.Holder;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records that the task gets itself: all after one position up to another, which are known to have been there.
 *
 * @param holder the executor that most likely has them in its memory; null where they are read from Kinesis
 */
record RangePartition(
        ShardSlice slice,
        ShardProgress from,
        ShardPosition to,
        @Nullable Holder holder) implements InputPartition {

    @Override
    public String[] preferredLocations() {
        return holder == null ? new String[0] : new String[] {holder.location()};
    }
}
