package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ShardTopology;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a query without a checkpoint begins. */
final class StartingOffset {

    private StartingOffset() {}

    /**
     * The open shards for LATEST; otherwise the oldest ones that are listed, whose children follow.
     *
     * @param now when the query was started first
     */
    static KinesisOffset of(StartingPosition position, String stream, ShardTopology topology, Instant now) {
        // Kinesis knows milliseconds.
        Instant start = now.truncatedTo(ChronoUnit.MILLIS);
        List<Shard> shards = position.equals(StartingPosition.LATEST) ? topology.leaves() : topology.roots();
        Map<String, ShardProgress> progress = new TreeMap<>();
        shards.forEach(shard -> progress.put(shard.id(), new ShardProgress(position.at(start), start)));
        return new KinesisOffset(stream, progress);
    }
}
