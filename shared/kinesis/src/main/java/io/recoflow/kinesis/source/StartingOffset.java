package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.client.StreamSummary;
import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.kinesis.config.StartingPosition.AfterSequenceNumbers;
import io.recoflow.kinesis.config.StartingPosition.Everywhere;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.Retention;
import io.recoflow.kinesis.read.ShardTopology;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where a query without a checkpoint begins. */
final class StartingOffset {

    private StartingOffset() {}

    /**
     * The open shards for LATEST, the shards that are named with sequence numbers, and otherwise the oldest ones that are
     * listed. Their children follow.
     *
     * @param oldest when the oldest record that will be found may have come
     * @param now when the query was started first
     * @throws IllegalArgumentException where the shards that are named are not those that are listed, or not all of them
     */
    static KinesisOffset of(
            StartingPosition position, String stream, ShardTopology topology, Instant oldest, Instant now) {
        // Kinesis knows milliseconds.
        Instant start = now.truncatedTo(ChronoUnit.MILLIS);
        if (position instanceof AfterSequenceNumbers after) {
            // How old those records are is not known.
            KinesisOffset offset = new KinesisOffset(stream, progress(after.shards(), oldest));
            check(offset, topology);
            return offset;
        }
        if (position instanceof Everywhere everywhere) {
            boolean later =
                    everywhere.position() instanceof AtTimestamp at && at.time().isAfter(oldest);
            Instant completeUntil = later ? ((AtTimestamp) everywhere.position()).time() : oldest;
            return at(everywhere.position(), topology.roots(), stream, completeUntil);
        }
        return at(new AtTimestamp(start), topology.leaves(), stream, start);
    }

    private static KinesisOffset at(ShardPosition position, List<Shard> shards, String stream, Instant completeUntil) {
        Map<String, ShardPosition> positions = new TreeMap<>();
        shards.forEach(shard -> positions.put(shard.id(), position));
        return new KinesisOffset(stream, progress(positions, completeUntil));
    }

    private static Map<String, ShardProgress> progress(
            Map<String, ? extends ShardPosition> positions, Instant completeUntil) {
        Map<String, ShardProgress> progress = new TreeMap<>();
        positions.forEach((shard, position) -> progress.put(shard, new ShardProgress(position, completeUntil)));
        return progress;
    }

    private static void check(KinesisOffset offset, ShardTopology topology) {
        Set<String> named = offset.shards().keySet();
        List<String> problems = new ArrayList<>();
        tell(
                "names shards that the stream does not list, or no longer",
                named.stream().filter(shard -> !topology.isListed(shard)).toList(),
                problems);
        Set<String> followers = new TreeSet<>();
        named.forEach(shard -> addDescendants(shard, topology, followers));
        followers.retainAll(named);
        tell("names shards that follow others which it names, and are read after those", followers, problems);
        tell(
                "does not say where to begin in listed shards that are neither named, nor ancestors or descendants of"
                        + " a named one",
                topology.unreachable(offset.shards()).stream().map(Shard::id).toList(),
                problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "startingPosition AFTER_SEQUENCE_NUMBER " + String.join("; it ", problems)
                            + ". Give one sequence number for each line of shards, and start again");
        }
    }

    private static void tell(String problem, Collection<String> shards, List<String> problems) {
        if (!shards.isEmpty()) {
            problems.add(problem + ": " + String.join(", ", new TreeSet<>(shards)));
        }
    }

    private static void addDescendants(String shardId, ShardTopology topology, Set<String> descendants) {
        topology.children(shardId).forEach(child -> {
            if (descendants.add(child.id())) {
                addDescendants(child.id(), topology, descendants);
            }
        });
    }

    /** When the oldest record of a stream may have come that will be found. */
    static Instant oldest(StreamSummary stream) {
        Instant horizon = Retention.horizon(stream.retention(), stream.time());
        Instant created = stream.created().truncatedTo(ChronoUnit.MILLIS);
        return created.isAfter(horizon) ? created : horizon;
    }
}
