package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.client.StreamSummary;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.read.ReadPace.Beat;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens feeds of one stream's shards. */
public final class ShardFeeds {

    private final KinesisStreamClient client;
    private final SourceSettings settings;
    private final RetriedCalls retries;
    private final Retention retention;
    private final ShardLister lister;

    /** @param retention how long the stream keeps records */
    public ShardFeeds(KinesisStreamClient client, SourceSettings settings, Duration retention, ReadMetrics metrics) {
        this.client = client;
        this.settings = settings;
        this.retries = new RetriedCalls(settings.retryTimeout(), metrics);
        this.lister = new ShardLister(client, retries, settings.retryTimeout());
        this.retention = new Retention(
                retention, () -> describe(client, settings).retention(), settings.failOnDataLoss(), metrics);
    }

    /** What is known of the stream, asked again while that can help. */
    public static StreamSummary describe(KinesisStreamClient client, SourceSettings settings) {
        try {
            return new RetriedCalls(settings.retryTimeout(), ReadMetrics.NONE).call(client::describe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("Describing the stream was interrupted"));
        }
    }

    /**
     * A feed by the consumer type that the options ask for.
     *
     * @param iterator where the progress stands, from a feed before; null where there is none
     */
    public ShardFeed open(String shardId, ShardProgress progress, @Nullable String iterator) {
        return open(shardId, progress, iterator, Beat.OWN);
    }

    /** The same for shards whose records go into batches together: a batch a poll, not one for each shard's. */
    public ShardFeed openInStep(String shardId, ShardProgress progress) {
        return open(shardId, progress, null, Beat.COMMON);
    }

    /** How long other answers may be under way yet, by which shards in step would have more for a batch. */
    public long unansweredNanos() {
        return settings.fanOutConsumer() == null ? pace(Beat.COMMON).unansweredNanos(System.nanoTime()) : 0;
    }

    private ShardFeed open(String shardId, ShardProgress progress, @Nullable String iterator, Beat beat) {
        return settings.fanOutConsumer() == null
                ? polling(shardId, progress, iterator, beat)
                : feed(shardId, progress, new PushedPages(client, settings.fanOutConsumer(), shardId, retries));
    }

    /** A polling feed, which disturbs no subscription: a fan-out consumer has one a shard. */
    public ShardFeed polling(String shardId, ShardProgress progress, @Nullable String iterator) {
        return polling(shardId, progress, iterator, Beat.OWN);
    }

    private ShardFeed polling(String shardId, ShardProgress progress, @Nullable String iterator, Beat beat) {
        return feed(shardId, progress, new PolledPages(client, shardId, iterator, pace(beat), retries));
    }

    private ReadPace pace(Beat beat) {
        return new ReadPace(settings.pollInterval(), settings.maxBytesPerSecond(), beat);
    }

    private ShardFeed feed(String shardId, ShardProgress progress, PageSource pages) {
        return new ShardFeed(shardId, progress, pages, lister, retention);
    }

    /** Lists the same stream's shards, tried again while that can help. */
    public ShardLister lister() {
        return lister;
    }

    /**
     * Tells that records of a range are gone that is to be read again.
     *
     * @throws io.recoflow.kinesis.client.KinesisException where loss is not accepted; otherwise it is counted
     */
    public void lost(String problem) {
        lost(new ShardProgress(new TrimHorizon(), Instant.EPOCH), problem);
    }

    /**
     * The ends of shards that have expired since their progress was written, from which their children follow.
     *
     * @param topology holds all of them that are left
     * @throws io.recoflow.kinesis.client.KinesisException where records were lost, and that is not accepted
     */
    public Map<String, ShardProgress> expired(Map<String, ShardProgress> written, ShardTopology topology) {
        Map<String, ShardProgress> ends = new TreeMap<>();
        written.forEach((shard, progress) -> {
            if (!progress.position().isEnd() && !topology.isListed(shard)) {
                ShardProgress left = lost(
                        progress,
                        "Shard " + shard + " has expired and was read until " + progress.completeUntil() + " only");
                ends.put(
                        shard,
                        new ShardProgress(new ShardEnd(progress.position().childrenFrom()), left.completeUntil()));
            }
        });
        return ends;
    }

    /**
     * The beginnings of shards that nobody will come to, because all that led there expired.
     *
     * @throws io.recoflow.kinesis.client.KinesisException where records were lost, and that is not accepted
     */
    public Map<String, ShardProgress> unreachable(Map<String, ShardProgress> read, ShardTopology topology) {
        Map<String, ShardProgress> first = new TreeMap<>();
        for (Shard shard : topology.unreachable(read)) {
            first.put(
                    shard.id(),
                    lost(
                            new ShardProgress(new TrimHorizon(), Instant.EPOCH),
                            "The shards between those that were read and " + shard.id() + " have expired"));
        }
        return first;
    }

    private ShardProgress lost(ShardProgress progress, String problem) {
        return retention.lost(progress, Instant.now(), problem);
    }
}
