package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ShardLister;
import io.recoflow.kinesis.read.ShardTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;

/** The batches of real-time mode: one task a shard, and what they have read when the batch is over. */
final class RealTimePlan {

    private final String stream;
    private final ShardLister lister;

    /** Closed shards of the running batch's start, which wait for the other parent of a merge. */
    private final Map<String, ShardProgress> waiting = new TreeMap<>();

    RealTimePlan(String stream, ShardLister lister) {
        this.stream = stream;
        this.lister = lister;
    }

    InputPartition[] partitions(KinesisOffset start) throws InterruptedException {
        ShardTopology topology = lister.list();
        List<InputPartition> partitions = new ArrayList<>();
        waiting.clear();
        start.shards().forEach((shard, progress) -> {
            if (progress.position().isEnd()) {
                waiting.put(shard, progress);
            } else {
                partitions.add(new RealTimePartition(BatchPlanner.slice(stream, shard, topology), progress));
            }
        });
        return partitions.toArray(InputPartition[]::new);
    }

    KinesisOffset merged(PartitionOffset[] offsets) throws InterruptedException {
        Map<String, ShardProgress> progress = new TreeMap<>(waiting);
        for (PartitionOffset offset : offsets) {
            progress.putAll(((KinesisOffset) offset).shards());
        }
        if (progress.values().stream().anyMatch(each -> each.position().isEnd())) {
            lister.list().succeed(progress);
        }
        return new KinesisOffset(stream, progress);
    }
}
