package io.recoflow.kinesis.client;

import io.recoflow.kinesis.offset.ShardPosition;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One Kinesis stream, or several that are read as one. Calls are made once; whoever calls decides what to try again, by {@link
 * KinesisException#isRetriable()}. Safe for concurrent callers.
 */
public interface KinesisStreamClient {

    /** The stream's name, and how long it keeps records. */
    StreamSummary describe();

    /** All shards that the stream still lists, open and closed. A shard that is missing has expired with its records. */
    List<Shard> listShards();

    /**
     * An iterator for {@link #getRecords}; it expires after five minutes. That of a time may stand before it, where a
     * local server knows no better: leave out what is older.
     *
     * @param position not {@link ShardPosition.ShardEnd}
     */
    String shardIterator(String shardId, ShardPosition position);

    /** What stands at an iterator: up to {@code limit} records, which may be none although more follow. */
    RecordPage getRecords(String iterator, int limit);

    /**
     * Records pushed by enhanced fan-out, for up to five minutes.
     *
     * @param consumer the name of one that is registered, or its ARN
     * @param position not {@link ShardPosition.ShardEnd}
     */
    ShardSubscription subscribe(String consumer, String shardId, ShardPosition position);

    /** Registers a fan-out consumer with the stream, unless it is; returns when it is active, after some seconds. */
    void registerConsumer(String consumerName);

    /** Deregisters a fan-out consumer, which ends its subscriptions; does nothing where there is none of the name. */
    void deregisterConsumer(String consumerName);

    /**
     * Sends up to 500 records in one request.
     *
     * @return one outcome a record, in their order, or a {@link KinesisException} if the request itself failed
     */
    CompletableFuture<List<PutOutcome>> putRecords(List<OutgoingRecord> records);
}
