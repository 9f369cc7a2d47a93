package io.recoflow.kinesis.tail;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.read.ShardTopology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The open end of a stream, read ahead into bounded buffers, from which micro-batches are cut on the boundaries of Kinesis
 * records. {@link #next} is for the query's thread, the rest for concurrent callers.
 */
public interface Tail extends AutoCloseable {

    /**
     * Where the next micro-batch ends: the start itself, where nothing came within the wait.
     *
     * @param start what is processed; records before it are released
     * @throws KinesisException where reading cannot go on
     */
    KinesisOffset next(KinesisOffset start, BatchLimits limits, Duration wait) throws InterruptedException;

    /** The records of a shard between two positions, or nothing where they are not all in this process's buffer. */
    Optional<List<KinesisRecord>> records(String shardId, ShardPosition from, ShardPosition to);

    /** The executor that most likely has a shard's records; nothing where none has. */
    Optional<Holder> holder(String shardId);

    /** The shards as they were listed last; none before the first {@link #next}. */
    ShardTopology topology();

    /** Where reading ahead stands. */
    KinesisOffset end(String stream);

    /** Gives up records that will not be asked for again. */
    void release(KinesisOffset until);

    /** Bytes in memory, wherever they are. */
    long buffered();

    @Override
    void close();
}
