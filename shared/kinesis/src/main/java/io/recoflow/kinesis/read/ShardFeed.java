package io.recoflow.kinesis.read;

import java.time.Duration;
import java.util.Optional;

/** The records of one shard, from a position on, in order and each once. For one thread. */
public interface ShardFeed extends AutoCloseable {

    /**
     * The next page, or nothing where Kinesis is not to be asked or does not answer within the limit. Temporary failures
     * are retried for as long as the options allow. Not to be called after a page with the shard's end.
     *
     * @throws io.recoflow.kinesis.client.KinesisException where reading cannot go on
     */
    Optional<ShardPage> next(Duration limit) throws InterruptedException;

    @Override
    void close();
}
