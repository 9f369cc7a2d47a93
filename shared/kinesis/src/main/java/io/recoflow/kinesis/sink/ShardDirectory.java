package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.KinesisStreamClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ranges of a stream's shards as they were listed last: when they were needed first, and again when they were needed
 * and older than {@link #LIFE}, because shards are split and merged. For one thread at a time.
 */
final class ShardDirectory {

    static final Duration LIFE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ShardDirectory.class);

    private final KinesisStreamClient client;
    private final Executor background;
    private final LongSupplier nanoTime;
    private ShardRanges previous = ShardRanges.NONE;
    private CompletableFuture<ShardRanges> latest = CompletableFuture.completedFuture(ShardRanges.NONE);
    private boolean isListed;
    private long listedNanos;

    /**
     * @param background where shards are listed, which may take long
     * @param nanoTime as {@link System#nanoTime}
     */
    ShardDirectory(KinesisStreamClient client, Executor background, LongSupplier nanoTime) {
        this.client = client;
        this.background = background;
        this.nanoTime = nanoTime;
    }

    /** What is known now. */
    ShardRanges known() {
        return latest.getNow(previous);
    }

    /** What is known when the shards are listed, if they are to be; as before where that fails. Fails never. */
    CompletableFuture<ShardRanges> recent() {
        long now = nanoTime.getAsLong();
        if (!isListed || now - listedNanos > LIFE.toNanos()) {
            isListed = true;
            listedNanos = now;
            ShardRanges before = known();
            previous = before;
            latest = CompletableFuture.supplyAsync(() -> listed(before), background);
        }
        return latest;
    }

    private ShardRanges listed(ShardRanges before) {
        try {
            ShardRanges listed = ShardRanges.of(client.listShards());
            // The same object is compared at once.
            return listed.equals(before) ? before : listed;
        } catch (RuntimeException e) {
            // Whatever it is, records can be sent.
            LOG.warn(
                    "The shards of a stream that refuses records cannot be listed, so they wait as if it were all one"
                            + " shard's, or as they did before: {}",
                    e.getMessage());
            return before;
        }
    }
}
