package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The records of one shard, from a position on, in order and each once, or an error. For one thread. */
public final class ShardFeed implements AutoCloseable {

    /** For a reader with memory for the largest page. */
    public static final long ANY_SIZE = Long.MAX_VALUE;

    private final String shardId;
    private final PageSource pages;
    private final ShardLister lister;
    private final Retention retention;
    private ShardProgress progress;
    private boolean hasLost;

    ShardFeed(String shardId, ShardProgress progress, PageSource pages, ShardLister lister, Retention retention) {
        this.shardId = shardId;
        this.progress = progress;
        this.pages = pages;
        this.lister = lister;
        this.retention = retention;
    }

    /** The memory that {@link #next} wants at the least, in bytes: that of a record. */
    public long leastBytes() {
        return pages.leastBytes();
    }

    /** Waits until Kinesis may be asked, but no longer than the limit; false where it may not be even then. */
    public boolean awaitDue(Duration limit) throws InterruptedException {
        return pages.awaitDue(limit);
    }

    /**
     * The next page, or nothing where none comes within the limit. Temporary failures are retried for as long as the
     * options allow. Not to be called after a page with the shard's end.
     *
     * @param bytes what the page may take in memory, by the size of the records before; the size of a push is Kinesis's
     * @throws KinesisException where reading cannot go on
     */
    public Optional<ShardPage> next(Duration limit, long bytes) throws InterruptedException {
        Instant askedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ShardProgress checked = retention.checked(shardId, progress, askedAt);
        hasLost |= !checked.equals(progress);
        progress = checked;
        try {
            return pages.next(progress, limit, bytes).map(page -> fresh(page, askedAt));
        } catch (KinesisException e) {
            if (e.kind() == Kind.NOT_FOUND && !lister.list().isListed(shardId)) {
                return Optional.of(expired(askedAt));
            }
            throw e;
        }
    }

    private ShardPage fresh(RecordPage page, Instant askedAt) {
        ShardPage fresh = FreshRecords.of(page, progress, askedAt);
        progress = fresh.progress();
        return fresh;
    }

    /** The whole shard is gone, and the stream is there. */
    private ShardPage expired(Instant now) {
        hasLost = true;
        progress = retention.lost(
                progress,
                now,
                "Shard " + shardId + " has expired and was read until " + progress.completeUntil() + " only");
        return new ShardPage(List.of(), progress, 0, now, true, List.of());
    }

    /** Whether it went on behind records that expired, which has been told. */
    public boolean hasLost() {
        return hasLost;
    }

    /** The iterator behind the last page; nothing where there is none, or it has most likely expired. */
    public Optional<String> iterator() {
        return pages.iterator();
    }

    @Override
    public void close() {
        pages.close();
    }
}
