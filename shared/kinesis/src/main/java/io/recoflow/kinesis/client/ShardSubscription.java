package io.recoflow.kinesis.client;

import java.time.Duration;
import java.util.Optional;

/** Records of one shard that Kinesis pushes, until the subscription ends after five minutes. For one thread. */
public interface ShardSubscription extends AutoCloseable {

    /**
     * The next event, or nothing within the limit.
     *
     * @throws KinesisException when the subscription failed; it cannot be used any longer
     */
    Optional<RecordPage> next(Duration limit) throws InterruptedException;

    /** Whether no event will follow: subscribe again, after the last record. */
    boolean isFinished();

    /** Ends the subscription; returns at once. */
    @Override
    void close();
}
