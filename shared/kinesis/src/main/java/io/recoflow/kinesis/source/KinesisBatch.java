package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.client.StreamSummary;
import io.recoflow.kinesis.config.BatchReadSettings;
import io.recoflow.kinesis.config.StartingPosition.Everywhere;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.read.ShardTopology;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** A batch query: of every shard that the stream lists, open or closed, what arrived in a range of time. */
record KinesisBatch(BatchReadSettings settings, StreamSummary summary, TaskMetrics metrics) implements Batch {

    static KinesisBatch of(BatchReadSettings settings, SparkContext spark) {
        KinesisStreamClient client = KinesisClients.of(settings.source().client());
        return new KinesisBatch(settings, ShardFeeds.describe(client, settings.source()), TaskMetrics.of(spark));
    }

    /** @throws io.recoflow.kinesis.client.KinesisException where records of the range have expired, and may not */
    @Override
    public InputPartition[] planInputPartitions() {
        ShardFeeds feeds = new ShardFeeds(
                KinesisClients.of(settings.source().client()), settings.source(), summary.retention(), metrics);
        ShardTopology topology =
                KinesisMicroBatchStream.uninterrupted(() -> feeds.lister().list());
        Instant now = Instant.now();
        Map<String, ShardProgress> beginnings = new TreeMap<>();
        StartingOffset.of(settings.source().startingPosition(), summary.name(), topology, now, now)
                .shards()
                .forEach((shard, progress) -> addLine(shard, progress, topology, beginnings));
        long startMillis = Long.MIN_VALUE;
        if (settings.source().startingPosition() instanceof Everywhere everywhere
                && everywhere.position() instanceof AtTimestamp at) {
            startMillis = at.time().toEpochMilli();
            checkRetention(at.time(), now, feeds);
            beginnings.replaceAll((shard, progress) ->
                    new ShardProgress(new AtTimestamp(at.time().minus(ArrivalRange.RESERVE)), at.time()));
        }
        ArrivalRange range = new ArrivalRange(startMillis, settings.end().toEpochMilli());
        return beginnings.entrySet().stream()
                .map(each -> new ArrivalPartition(
                        ShardSlice.of(summary.name(), each.getKey(), topology),
                        each.getValue(),
                        range,
                        topology.children(each.getKey()).isEmpty()))
                .toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new KinesisReaderFactory(settings.source(), summary.retention(), metrics);
    }

    /** Nothing waits for parents here: the order of records is the reader's to make. */
    private static void addLine(
            String shardId, ShardProgress progress, ShardTopology topology, Map<String, ShardProgress> beginnings) {
        if (beginnings.putIfAbsent(shardId, progress) == null) {
            ShardPosition childrenFrom = progress.position().childrenFrom();
            for (Shard child : topology.children(shardId)) {
                addLine(child.id(), new ShardProgress(childrenFrom, progress.completeUntil()), topology, beginnings);
            }
        }
    }

    private void checkRetention(Instant start, Instant now, ShardFeeds feeds) {
        if (start.plus(summary.retention()).isBefore(now)) {
            feeds.lost("The query begins at " + start + ", and stream " + summary.name() + " keeps records for "
                    + summary.retention().toHours() + " h, so records have expired");
        }
    }
}
