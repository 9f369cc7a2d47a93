package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.Retention;
import io.recoflow.kinesis.read.ShardTopology;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a query without a checkpoint begins. */
final class StartingOffset {

    private static final Duration CLOCK_RESOLUTION = Duration.ofSeconds(1);

    private StartingOffset() {}

    /**
     * The open shards for LATEST; otherwise the oldest ones that are listed, whose children follow.
     *
     * @param now when the query was started first
     */
    static KinesisOffset of(
            StartingPosition position, String stream, ShardTopology topology, Duration retention, Instant now) {
        // Kinesis knows milliseconds.
        Instant start = now.truncatedTo(ChronoUnit.MILLIS);
        List<Shard> shards = position.equals(StartingPosition.LATEST) ? topology.leaves() : topology.roots();
        ShardPosition from = position.at(start);
        Instant horizon = Retention.horizon(retention, start);
        Instant completeUntil = from instanceof AtTimestamp at && at.time().isAfter(horizon) ? at.time() : horizon;
        Map<String, ShardProgress> progress = new TreeMap<>();
        shards.forEach(shard -> progress.put(shard.id(), new ShardProgress(from, completeUntil)));
        return new KinesisOffset(stream, progress);
    }

    /**
     * The time of now for a LATEST: Kinesis refuses a time of its future, so where the clock here is ahead, its own.
     *
     * @param told by Kinesis just now; it may be a second behind itself
     */
    static Instant now(Instant here, Instant told) {
        return here.minus(CLOCK_RESOLUTION).isAfter(told) ? told : here;
    }
}
