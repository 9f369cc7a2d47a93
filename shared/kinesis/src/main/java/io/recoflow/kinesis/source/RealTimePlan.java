package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardTopology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;

/** The batches of real-time mode: one task a shard, and what they have read when the batch is over. */
final class RealTimePlan {

    private final String stream;
    private final ShardFeeds feeds;
    private final TaskSlots slots;

    /** Closed shards of the running batch's start, which wait for the other parent of a merge. */
    private final Map<String, ShardProgress> waiting = new TreeMap<>();

    /** Where the last batch ended, and the iterators that stand there. */
    private final Map<String, ShardProgress> reached = new HashMap<>();

    private final Map<String, String> iterators = new HashMap<>();
    private ShardTopology topology = ShardTopology.NONE;

    RealTimePlan(String stream, ShardFeeds feeds, TaskSlots slots) {
        this.stream = stream;
        this.feeds = feeds;
        this.slots = slots;
    }

    InputPartition[] partitions(KinesisOffset start) throws InterruptedException {
        topology = topology.with(feeds.lister().listWith(start.shards().keySet()));
        Map<String, ShardProgress> progress = new TreeMap<>(start.shards());
        progress.putAll(feeds.expired(start.shards(), topology));
        progress.putAll(feeds.unreachable(start.shards(), topology));
        topology.succeed(progress);
        List<InputPartition> partitions = new ArrayList<>();
        waiting.clear();
        progress.forEach((shard, each) -> {
            if (each.position().isEnd()) {
                waiting.put(shard, each);
            } else {
                partitions.add(new RealTimePartition(
                        ShardSlice.of(stream, shard, topology),
                        each,
                        each.equals(reached.get(shard)) ? iterators.get(shard) : null));
            }
        });
        slots.require(partitions.size());
        return partitions.toArray(InputPartition[]::new);
    }

    KinesisOffset merged(PartitionOffset[] offsets) throws InterruptedException {
        Map<String, ShardProgress> progress = new TreeMap<>(waiting);
        List<String> unread = new ArrayList<>();
        iterators.clear();
        for (PartitionOffset offset : offsets) {
            RealTimeOffset task = (RealTimeOffset) offset;
            progress.putAll(task.read().shards());
            iterators.putAll(task.iterators());
            if (!task.hasLooked()) {
                unread.addAll(task.read().shards().keySet());
            }
        }
        TaskSlots.requireAllRead(unread);
        List<String> ended = progress.entrySet().stream()
                .filter(each -> each.getValue().position().isEnd())
                .map(Map.Entry::getKey)
                .toList();
        if (!ended.isEmpty()) {
            topology = topology.with(feeds.lister().listWithChildrenOf(ended, topology));
            topology.succeed(progress);
        }
        reached.clear();
        reached.putAll(progress);
        return new KinesisOffset(stream, progress);
    }
}
