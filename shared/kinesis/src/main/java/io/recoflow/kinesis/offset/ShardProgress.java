package io.recoflow.kinesis.offset;

import java.io.Serializable;
import java.time.Instant;

/**
 * How far a shard was read.
 *
 * @param completeUntil until when nothing can be missing: the time of the last record read or, where there was none to
 *     read, the time of looking. When it is older than the stream's retention, records may have expired unread.
 */
public record ShardProgress(ShardPosition position, Instant completeUntil) implements Serializable {}
