package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ShardLister;
import io.recoflow.kinesis.read.ShardTopology;
import io.recoflow.kinesis.tail.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Turns the range between two offsets into partitions: what is in the driver's buffer is carried, the rest is read, where
 * an executor has it, there.
 */
final class BatchPlanner {

    /** Spark warns of tasks larger than 1,000 KiB, and sends none above 128 MiB; a broadcast has no such limits. */
    private static final int MOST_INLINE_BYTES = 900 * 1024;

    private final JavaSparkContext spark;

    /** Of the batch that is being processed, by partition, because Spark may plan a batch several times. */
    private final Map<String, Broadcast<byte[]>> broadcasts = new HashMap<>();

    BatchPlanner(JavaSparkContext spark) {
        this.spark = spark;
    }

    InputPartition[] plan(KinesisOffset start, KinesisOffset end, Tail tail, ShardLister lister)
            throws InterruptedException {
        // Nothing is listed before the first look at the stream: a batch is being repeated.
        ShardTopology topology = tail.topology().isEmpty() ? lister.list() : tail.topology();
        List<InputPartition> partitions = new ArrayList<>();
        start.shards().forEach((shard, from) -> {
            ShardProgress reached = end.shards().get(shard);
            // A shard that is gone from the offset was read to its end.
            ShardPosition to = reached == null ? new ShardEnd(from.position().childrenFrom()) : reached.position();
            if (!from.position().isEnd() && !from.position().equals(to)) {
                ShardSlice slice = ShardSlice.of(start.stream(), shard, topology);
                Optional<List<KinesisRecord>> buffered = tail.records(shard, from.position(), to);
                if (buffered.isEmpty()) {
                    partitions.add(new RangePartition(
                            slice, from, to, tail.holder(shard).orElse(null)));
                } else if (!buffered.get().isEmpty()) {
                    partitions.add(carried(slice, from.position() + " to " + to, buffered.get()));
                }
            }
        });
        return partitions.toArray(InputPartition[]::new);
    }

    /** Frees what the last batch took; to be called when it will not be asked for again. */
    void release() {
        if (spark.sc().isStopped()) {
            return;
        }
        broadcasts.values().forEach(broadcast -> broadcast.destroy());
        broadcasts.clear();
    }

    private CarriedPartition carried(ShardSlice slice, String range, List<KinesisRecord> records) {
        Broadcast<byte[]> known = broadcasts.get(slice.shardId() + " " + range);
        if (known != null) {
            return new CarriedPartition(slice, null, known);
        }
        byte[] encoded = RecordCodec.encode(records);
        if (encoded.length <= MOST_INLINE_BYTES) {
            return new CarriedPartition(slice, encoded, null);
        }
        Broadcast<byte[]> broadcast = spark.broadcast(encoded);
        broadcasts.put(slice.shardId() + " " + range, broadcast);
        return new CarriedPartition(slice, null, broadcast);
    }
}
