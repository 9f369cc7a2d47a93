package io.recoflow.kinesis.tail;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Chooses what a limited batch takes: over all shards the records that arrived first, so that none falls behind. */
public final class OldestFirst {

    /** What is known of a record, or of several that stay together. */
    public interface Measure<T> {

        /** Of the oldest record. */
        long arrivalMillis(T part);

        long records(T part);

        /** Of data. */
        long bytes(T part);
    }

    /** The next part of a shard. */
    private record Next<T>(String shardId, List<T> parts, int index) {

        T part() {
            return parts.get(index);
        }
    }

    private OldestFirst() {}

    /**
     * How many parts each shard gives.
     *
     * @param available by shard id, in each shard's order
     * @return by shard id; one part at least is taken, where there is one
     */
    public static <T> Map<String, Integer> take(
            Map<String, List<T>> available, BatchLimits limits, Measure<T> measure) {
        Map<String, Integer> taken = new HashMap<>();
        if (limits.none()) {
            available.forEach((shard, parts) -> taken.put(shard, parts.size()));
            return taken;
        }
        PriorityQueue<Next<T>> queue =
                new PriorityQueue<>(Comparator.comparingLong(next -> measure.arrivalMillis(next.part())));
        available.forEach((shard, parts) -> {
            taken.put(shard, 0);
            if (!parts.isEmpty()) {
                queue.add(new Next<>(shard, parts, 0));
            }
        });
        long records = 0;
        long bytes = 0;
        for (Next<T> next = queue.poll(); next != null; next = queue.poll()) {
            boolean first = records == 0;
            records += measure.records(next.part());
            bytes += measure.bytes(next.part());
            if (!first && (records > limits.records() || bytes > limits.bytes())) {
                break;
            }
            taken.put(next.shardId(), next.index() + 1);
            if (next.index() + 1 < next.parts().size()) {
                queue.add(new Next<>(next.shardId(), next.parts(), next.index() + 1));
            }
        }
        return taken;
    }
}
