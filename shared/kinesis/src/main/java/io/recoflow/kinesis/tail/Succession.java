package io.recoflow.kinesis.tail;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardTopology;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Which shards follow those that were read to their ends. Safe for concurrent callers, none of whom waits for another's list. */
public final class Succession {

    private final ShardFeeds feeds;

    // All that follows is guarded by this.
    private final Map<String, ShardProgress> unreachable = new HashMap<>();
    private ShardTopology topology = ShardTopology.NONE;

    public Succession(ShardFeeds feeds) {
        this.feeds = feeds;
    }

    /** The shards as they were listed last. */
    public synchronized ShardTopology topology() {
        return topology;
    }

    /**
     * Looks at what became of the stream since the offset was written.
     *
     * @return the ends of shards that have expired
     */
    public Map<String, ShardProgress> resume(KinesisOffset start) throws InterruptedException {
        ShardTopology listed = feeds.lister().listWith(start.shards().keySet());
        Map<String, ShardProgress> expired = feeds.expired(start.shards(), listed);
        Map<String, ShardProgress> first = feeds.unreachable(start.shards(), listed);
        synchronized (this) {
            topology = listed;
            unreachable.putAll(first);
        }
        return expired;
    }

    /**
     * Learns which shards follow a closed one; to be called before its end is known to anybody. Where the shards that
     * followed have expired as well, reading goes on with the first that have not.
     *
     * @param children as far as the server told them with the last page
     * @param read how far all shards are read
     */
    public void followUp(String shardId, List<Shard> children, Supplier<Map<String, ShardProgress>> read)
            throws InterruptedException {
        ShardTopology known = learned(each -> each.with(children));
        ShardTopology listed = feeds.lister().listWithChildrenOf(List.of(shardId), known);
        learned(each -> each.with(listed));
        if (!listed.isListed(shardId)) {
            ShardTopology left = learned(each -> each.without(List.of(shardId)));
            if (left.children(shardId).isEmpty()) {
                Map<String, ShardProgress> progress = new HashMap<>(read.get());
                synchronized (this) {
                    progress.putAll(unreachable);
                    unreachable.putAll(feeds.unreachable(progress, left));
                }
            }
        }
    }

    /** These shards have been begun. */
    public synchronized void begun(Collection<String> shardIds) {
        unreachable.keySet().removeAll(shardIds);
    }

    /**
     * Puts the shards that follow in the place of those that are read to their ends.
     *
     * @param progress by shard id; changed
     */
    public synchronized void succeed(Map<String, ShardProgress> progress) {
        unreachable.forEach(progress::putIfAbsent);
        topology.succeed(progress);
    }

    private synchronized ShardTopology learned(UnaryOperator<ShardTopology> change) {
        topology = change.apply(topology);
        return topology;
    }
}
