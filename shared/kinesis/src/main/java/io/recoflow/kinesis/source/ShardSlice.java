package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.RecordUnpacker;
import io.recoflow.kinesis.read.ShardTopology;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose records a task reads.
 *
 * @param stream the stream's name
 * @param startingHashKey null, as the other, where the shard is no longer listed
 */
record ShardSlice(
        String stream,
        String shardId,
        @Nullable BigInteger startingHashKey,
        @Nullable BigInteger endingHashKey) implements Serializable {

    static ShardSlice of(String stream, String shardId, ShardTopology topology) {
        return new ShardSlice(
                stream,
                shardId,
                topology.shard(shardId).map(Shard::startingHashKey).orElse(null),
                topology.shard(shardId).map(Shard::endingHashKey).orElse(null));
    }

    /** The shard alone, as far as it is known. */
    ShardTopology topology() {
        return startingHashKey == null || endingHashKey == null
                ? ShardTopology.NONE
                : new ShardTopology(List.of(new Shard(shardId, List.of(), startingHashKey, endingHashKey)));
    }

    RecordUnpacker unpacker(ReadMetrics metrics) {
        return new RecordUnpacker(startingHashKey, endingHashKey, metrics);
    }
}
