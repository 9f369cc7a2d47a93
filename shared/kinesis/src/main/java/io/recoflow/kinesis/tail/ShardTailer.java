package io.recoflow.kinesis.tail;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.read.ShardFeed;
import io.recoflow.kinesis.read.ShardPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one shard into a buffer until its end, or until what a query that ends by itself shall read. */
public final class ShardTailer implements Runnable {

    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    /** Arrival times are approximate, and a page may end amid records of one time. */
    private static final Duration ARRIVAL_RESERVE = Duration.ofSeconds(2);

    private final PageTaker taker;
    private final BufferSpace space;
    private final Supplier<ShardFeed> feeds;
    private final @Nullable Instant target;

    /** @param target everything that was there at this time shall be read; null for no end */
    public ShardTailer(PageTaker taker, BufferSpace space, Supplier<ShardFeed> feeds, @Nullable Instant target) {
        this.taker = taker;
        this.space = space;
        this.feeds = feeds;
        this.target = target;
    }

    @Override
    public void run() {
        try (ShardFeed feed = feeds.get()) {
            boolean more = true;
            while (more) {
                if (feed.awaitDue(LOOK_UP)) {
                    more = read(feed);
                }
            }
        } catch (InterruptedException e) {
            // The tail was closed.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            taker.fail(e);
        }
    }

    private boolean read(ShardFeed feed) throws InterruptedException {
        long reserved = space.reserve(feed.leastBytes(), taker.readers());
        long kept = 0;
        try {
            Optional<ShardPage> page = feed.next(LOOK_UP, reserved);
            if (page.isEmpty()) {
                return true;
            }
            PageTaker.Taken taken = taker.add(page.get(), reaches(page.get(), target));
            kept = taken.bytes();
            return taken.wantsMore();
        } finally {
            space.settle(reserved, kept);
        }
    }

    /**
     * Whether a page shows that all was read that was there at a time. A page with records does not show it by being at
     * the tip: some servers always say so.
     */
    static boolean reaches(ShardPage page, @Nullable Instant target) {
        if (target == null) {
            return false;
        }
        List<KinesisRecord> records = page.records();
        return records.isEmpty()
                ? page.millisBehindLatest() == 0 && !page.askedAt().isBefore(target)
                : records.get(records.size() - 1).arrivalMillis()
                        >= target.plus(ARRIVAL_RESERVE).toEpochMilli();
    }
}
