package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shard that is asked for records again and again, once an interval. */
final class PolledPages implements PageSource {

    /** Iterators expire after five minutes (GetShardIterator, API reference). */
    private static final Duration ITERATOR_LIFE = Duration.ofMinutes(4);

    /** How far the clock here may be ahead of Kinesis's, which takes no time of its future. */
    private static final Duration CLOCK_RESERVE = Duration.ofMinutes(1);

    private final KinesisStreamClient client;
    private final String shardId;
    private final ReadPace pace;
    private final RetriedCalls retries;
    private final PageSize pageSize = new PageSize();
    private @Nullable String iterator;
    private long nextPollNanos = System.nanoTime();
    private long lastCallNanos = System.nanoTime();
    private long answeredNanos = System.nanoTime();

    /** @param iterator where reading begins, from a source before this one; null where there is none */
    PolledPages(
            KinesisStreamClient client,
            String shardId,
            @Nullable String iterator,
            ReadPace pace,
            RetriedCalls retries) {
        this.client = client;
        this.shardId = shardId;
        this.iterator = iterator;
        this.pace = pace;
        this.retries = retries;
    }

    @Override
    public long leastBytes() {
        return pageSize.recordBytes() + KinesisRecord.OVERHEAD_BYTES;
    }

    @Override
    public boolean awaitDue(Duration limit) throws InterruptedException {
        long wait = nextPollNanos - System.nanoTime();
        Pause.forNanos(Math.min(wait, limit.toNanos()));
        return wait <= limit.toNanos();
    }

    @Override
    public Optional<RecordPage> next(ShardProgress from, Duration limit, long bytes) throws InterruptedException {
        RecordPage page = retries.call(() -> records(from.position(), bytes));
        iterator = page.nextIterator();
        answeredNanos = System.nanoTime();
        nextPollNanos = pace.nextNanos(lastCallNanos, PageSize.bytes(page.records()));
        return Optional.of(page);
    }

    private RecordPage records(ShardPosition from, long bytes) {
        if (iterator == null) {
            iterator = newIterator(from);
        }
        int asked = pageSize.records(bytes, pace.pageBytes());
        // Of the attempt that succeeds: those that are refused shall not bring the next poll nearer.
        lastCallNanos = System.nanoTime();
        try {
            RecordPage page = client.getRecords(iterator, asked);
            pageSize.answered(page.records());
            return page;
        } catch (KinesisException e) {
            if (e.kind() == Kind.EXPIRED_ITERATOR) {
                iterator = null;
            } else if (e.kind() == Kind.TIMEOUT) {
                pageSize.timedOut(asked);
            }
            throw e;
        }
    }

    private String newIterator(ShardPosition from) {
        try {
            return client.shardIterator(shardId, from);
        } catch (KinesisException e) {
            if (e.kind() == Kind.INVALID_REQUEST
                    && from instanceof AtTimestamp at
                    && at.time().isAfter(Instant.now().minus(CLOCK_RESERVE))) {
                // By Kinesis's clock, that time may not have come yet.
                throw new KinesisException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    @Override
    public Optional<String> iterator() {
        boolean alive = System.nanoTime() - answeredNanos < ITERATOR_LIFE.toNanos();
        return alive ? Optional.ofNullable(iterator) : Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is held open between two polls.
    }
}
