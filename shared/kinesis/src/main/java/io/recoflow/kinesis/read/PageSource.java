package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.util.Optional;

/** Where the pages of one shard come from. For one thread. */
interface PageSource extends AutoCloseable {

    /** What a record takes in memory, by those before, in bytes. */
    long leastBytes();

    /** Waits until Kinesis may be asked, but no longer than the limit; false where it may not be even then. */
    boolean awaitDue(Duration limit) throws InterruptedException;

    /**
     * The next page, or nothing where none comes within the limit.
     *
     * @param from where the last page ended
     * @param bytes what the page may take in memory
     */
    Optional<RecordPage> next(ShardProgress from, Duration limit, long bytes) throws InterruptedException;

    /** The iterator behind the last page; nothing where there is none, or it has most likely expired. */
    Optional<String> iterator();

    @Override
    void close();
}
