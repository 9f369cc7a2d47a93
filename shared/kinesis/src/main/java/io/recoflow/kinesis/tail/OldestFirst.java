package io.recoflow.kinesis.tail;

import io.recoflow.kinesis.client.KinesisRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Chooses what a limited batch takes: over all shards the records that arrived first, so that none falls behind. */
final class OldestFirst {

    /** The next record of a shard. */
    private record Next(String shardId, List<KinesisRecord> records, int index) {

        long arrival() {
            return records.get(index).arrivalMillis();
        }
    }

    private OldestFirst() {}

    /**
     * How many records each shard gives.
     *
     * @param available by shard id, in each shard's order
     * @return by shard id; one record at least is taken, where there is one
     */
    static Map<String, Integer> take(Map<String, List<KinesisRecord>> available, BatchLimits limits) {
        Map<String, Integer> taken = new HashMap<>();
        if (limits.none()) {
            available.forEach((shard, records) -> taken.put(shard, records.size()));
            return taken;
        }
        PriorityQueue<Next> queue = new PriorityQueue<>(Comparator.comparingLong(Next::arrival));
        available.forEach((shard, records) -> {
            taken.put(shard, 0);
            if (!records.isEmpty()) {
                queue.add(new Next(shard, records, 0));
            }
        });
        long count = 0;
        long bytes = 0;
        for (Next next = queue.poll(); next != null; next = queue.poll()) {
            bytes += next.records().get(next.index()).data().length;
            if (count > 0 && (count >= limits.records() || bytes > limits.bytes())) {
                break;
            }
            count++;
            taken.put(next.shardId(), next.index() + 1);
            if (next.index() + 1 < next.records().size()) {
                queue.add(new Next(next.shardId(), next.records(), next.index() + 1));
            }
        }
        return taken;
    }
}
