package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.ShardSubscription;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shard whose records Kinesis pushes, over one subscription after the other. */
final class PushedPages implements PageSource {

    /**
     * After waiting for as long as this without a record, the shard is asked once by polling: a server that does not end
     * its subscriptions to a closed shard would otherwise never let its children begin.
     */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final int POLLED_RECORDS = 1_000;

    private final KinesisStreamClient client;
    private final String consumer;
    private final String shardId;
    private final RetriedCalls retries;
    private final PageSize pageSize = new PageSize();
    private @Nullable ShardSubscription subscription;
    private Duration waited = Duration.ZERO;

    PushedPages(KinesisStreamClient client, String consumer, String shardId, RetriedCalls retries) {
        this.client = client;
        this.consumer = consumer;
        this.shardId = shardId;
        this.retries = retries;
    }

    @Override
    public long leastBytes() {
        return pageSize.recordBytes() + KinesisRecord.OVERHEAD_BYTES;
    }

    @Override
    public boolean awaitDue(Duration limit) {
        return true;
    }

    @Override
    public Optional<RecordPage> next(ShardProgress from, Duration limit, long bytes) throws InterruptedException {
        long begin = System.nanoTime();
        boolean silent = waited.compareTo(SILENCE) > 0;
        Optional<RecordPage> page = silent
                ? Optional.of(retries.call(() -> polled(from.position())))
                : retries.call(() -> pushed(from.position(), limit));
        // Only while this waits is it the stream that is silent; else it is the reader who is busy.
        boolean heard = silent || page.filter(each -> !each.records().isEmpty()).isPresent();
        waited = heard ? Duration.ZERO : waited.plusNanos(System.nanoTime() - begin);
        page.ifPresent(each -> pageSize.answered(each.records()));
        return page;
    }

    private Optional<RecordPage> pushed(ShardPosition from, Duration limit) throws InterruptedException {
        if (subscription == null) {
            subscription = client.subscribe(consumer, shardId, from);
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

    private RecordPage polled(ShardPosition from) {
        RecordPage page = client.getRecords(client.shardIterator(shardId, from), POLLED_RECORDS);
        if (!page.records().isEmpty()) {
            // The subscription would bring them again.
            close();
        }
        return page;
    }

    @Override
    public Optional<String> iterator() {
        return Optional.empty();
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }
}
