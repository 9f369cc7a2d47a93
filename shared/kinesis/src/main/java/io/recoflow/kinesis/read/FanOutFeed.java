package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.ShardSubscription;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shard whose records Kinesis pushes, over one subscription after the other. */
final class FanOutFeed implements ShardFeed {

    /**
     * Without a record for as long as this, the shard is asked once by polling: a server that does not end its
     * subscriptions to a closed shard would otherwise never let its children begin.
     */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final KinesisStreamClient client;
    private final String consumer;
    private final String shardId;
    private final Retries retries;
    private final Retention retention;
    private ShardProgress progress;
    private @Nullable ShardSubscription subscription;
    private Instant lastRecord = Instant.now();

    FanOutFeed(
            KinesisStreamClient client,
            String consumer,
            String shardId,
            ShardProgress progress,
            Retries retries,
            Retention retention) {
        this.client = client;
        this.consumer = consumer;
        this.shardId = shardId;
        this.progress = progress;
        this.retries = retries;
        this.retention = retention;
    }

    @Override
    public Optional<ShardPage> next(Duration limit) throws InterruptedException {
        Instant askedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Optional<RecordPage> page = askedAt.isAfter(lastRecord.plus(SILENCE))
                ? Optional.of(retries.call(this::polled))
                : retries.call(() -> pushed(limit));
        if (page.isEmpty()) {
            return Optional.empty();
        }
        ShardPage fresh = FreshRecords.of(page.get(), progress, askedAt);
        progress = fresh.progress();
        if (!fresh.records().isEmpty()) {
            lastRecord = Instant.now();
        }
        return Optional.of(fresh);
    }

    private Optional<RecordPage> pushed(Duration limit) throws InterruptedException {
        if (subscription == null) {
            retention.check(shardId, progress, Instant.now());
            subscription = client.subscribe(consumer, shardId, progress.position());
        }
        try {
            Optional<RecordPage> page = subscription.next(limit);
            if (page.isEmpty() && subscription.isFinished()) {
                close();
            }
            return page;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private RecordPage polled() {
        lastRecord = Instant.now();
        RecordPage page = client.getRecords(client.shardIterator(shardId, progress.position()), 1_000);
        if (!page.records().isEmpty()) {
            // The subscription would bring them again.
            close();
        }
        return page;
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }
}
