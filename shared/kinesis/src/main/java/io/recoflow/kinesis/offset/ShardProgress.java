package io.recoflow.kinesis.offset;

import java.io.Serializable;
import java.time.Instant;

/**
 * How far a shard was read.
 *
 * @param completeUntil until when nothing can be missing: the arrival of the last record read, or of the place up to
 *     which the shard was looked through. Behind it, what is older than the stream's retention may have expired unread.
 */
public record ShardProgress(ShardPosition position, Instant completeUntil) implements Serializable {}
