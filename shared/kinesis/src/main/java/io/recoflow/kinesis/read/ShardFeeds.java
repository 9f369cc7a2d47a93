package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.StreamSummary;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.offset.ShardProgress;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Opens feeds of one stream's shards. */
public final class ShardFeeds {

    private final KinesisStreamClient client;
    private final SourceSettings settings;
    private final Retries retries;
    private final Retention retention;

    /** @param retention how long the stream keeps records */
    public ShardFeeds(KinesisStreamClient client, SourceSettings settings, Duration retention, ReadMetrics metrics) {
        this.client = client;
        this.settings = settings;
        this.retries = new Retries(settings.retryTimeout(), metrics);
        this.retention = new Retention(retention, settings.failOnDataLoss(), metrics);
    }

    /** What is known of the stream, asked again while that can help. */
    public static StreamSummary describe(KinesisStreamClient client, SourceSettings settings) {
        try {
            return new Retries(settings.retryTimeout(), new ReadMetrics()).call(client::describe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("Describing the stream was interrupted"));
        }
    }

    /** A feed by the consumer type that the options ask for. */
    public ShardFeed open(String shardId, ShardProgress progress) {
        return settings.fanOutConsumer() == null
                ? polling(shardId, progress)
                : new FanOutFeed(client, settings.fanOutConsumer(), shardId, progress, retries, retention);
    }

    /** A polling feed, which disturbs no subscription: a fan-out consumer has one a shard. */
    public ShardFeed polling(String shardId, ShardProgress progress) {
        return new PollingFeed(client, shardId, progress, settings.pollInterval(), retries, retention);
    }

    /** Lists the same stream's shards, tried again while that can help. */
    public ShardLister lister() {
        return new ShardLister(client, retries);
    }

    /**
     * Tells of records that are certainly gone.
     *
     * @throws io.recoflow.kinesis.client.KinesisException where loss is not accepted; otherwise it is counted
     */
    public void lost(String problem) {
        retention.lost(problem);
    }
}
