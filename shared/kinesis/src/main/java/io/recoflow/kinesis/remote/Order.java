package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.offset.ShardProgress;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an executor shall read of a stream: all of it, so that it does not matter which orders came before.
 *
 * @param places by shard id; other shards are dropped
 */
record Order(long version, Work work, Map<String, Place> places) implements Serializable {

    /**
     * What is the same for all executors and times.
     *
     * @param target everything that was there at this time is read, and no more; null to go on for ever
     */
    record Work(
            SourceSettings settings,
            Duration retention,
            @Nullable Instant target) implements Serializable {}

    /**
     * Where a shard is read.
     *
     * @param number of the assignment: with another one, reading begins anew
     * @param from where it begins; later, up to where records are released
     * @param closed whether shards that follow are known, so that it is read to its end
     */
    record Place(long number, ShardProgress from, boolean closed) implements Serializable {}
}
