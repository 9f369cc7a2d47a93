package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shard that is asked for records again and again, at most once an interval. */
final class PollingFeed implements ShardFeed {

    /** The most that Kinesis gives at once (GetRecords, API reference). */
    private static final int MOST_RECORDS = 10_000;

    /** After a pause as long as this, records may have expired meanwhile; a running poll does not fall behind unseen. */
    private static final Duration LONG_PAUSE = Duration.ofMinutes(1);

    /**
     * After so many requests without an answer, a time is looked for from the shard's beginning on: kinesalite does not
     * answer before it has a record as recent as that.
     */
    private static final int MOST_UNANSWERED = 2;

    private final KinesisStreamClient client;
    private final String shardId;
    private final Duration interval;
    private final Retries retries;
    private final Retention retention;
    private ShardProgress progress;
    private @Nullable String iterator;
    private int unanswered;
    private long nextPollNanos = System.nanoTime();
    private Instant lastPoll = Instant.MIN;

    PollingFeed(
            KinesisStreamClient client,
            String shardId,
            ShardProgress progress,
            Duration interval,
            Retries retries,
            Retention retention) {
        this.client = client;
        this.shardId = shardId;
        this.progress = progress;
        this.interval = interval;
        this.retries = retries;
        this.retention = retention;
    }

    @Override
    public Optional<ShardPage> next(Duration limit) throws InterruptedException {
        long wait = nextPollNanos - System.nanoTime();
        if (wait > limit.toNanos()) {
            Pause.forNanos(limit.toNanos());
            return Optional.empty();
        }
        Pause.forNanos(wait);
        nextPollNanos = System.nanoTime() + interval.toNanos();
        return Optional.of(poll());
    }

    private ShardPage poll() throws InterruptedException {
        Instant askedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (lastPoll.plus(LONG_PAUSE).isBefore(askedAt)) {
            retention.check(shardId, progress, askedAt);
            // It has most likely expired, too.
            iterator = null;
        }
        RecordPage page = retries.call(this::records);
        iterator = page.nextIterator();
        lastPoll = Instant.now();
        ShardPage fresh = FreshRecords.of(page, progress, askedAt);
        progress = fresh.progress();
        return fresh;
    }

    private RecordPage records() {
        if (iterator == null) {
            iterator = newIterator();
        }
        try {
            return client.getRecords(iterator, MOST_RECORDS);
        } catch (KinesisException e) {
            if (e.kind() == Kind.EXPIRED_ITERATOR) {
                iterator = null;
            }
            throw e;
        }
    }

    private String newIterator() {
        boolean isTime = progress.position() instanceof AtTimestamp;
        try {
            return client.shardIterator(
                    shardId, isTime && unanswered >= MOST_UNANSWERED ? new TrimHorizon() : progress.position());
        } catch (KinesisException e) {
            if (e.kind() == Kind.UNAVAILABLE) {
                unanswered++;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        // Nothing is held open between two polls.
    }
}
