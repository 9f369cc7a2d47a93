package io.recoflow.kinesis.source;

import java.io.Serializable;
import java.math.BigInteger;
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
        @Nullable BigInteger endingHashKey) implements Serializable {}
