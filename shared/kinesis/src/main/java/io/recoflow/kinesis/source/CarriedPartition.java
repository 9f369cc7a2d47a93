package io.recoflow.kinesis.source;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;

/** Records that the driver has read: a few within the task itself, more as a broadcast, which only its task fetches. */
record CarriedPartition(
        ShardSlice slice,
        byte @Nullable [] inline,
        @Nullable Broadcast<byte[]> broadcast) implements InputPartition {

    byte[] encoded() {
        if (inline != null) {
            return inline;
        }
        if (broadcast == null) {
            throw new IllegalStateException("A carried partition without records");
        }
        return broadcast.value();
    }
}
