package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.ShardProgress;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an executor has read since its last report, by which it also asks what to read.
 *
 * @param executor who reports
 * @param tails by tail id
 */
record Report(Executor executor, Map<String, OfTail> tails) implements Serializable {

    /**
     * An executor for as long as it remembers what it reads.
     *
     * @param session of its own for each such time
     * @param location as Spark writes it
     */
    record Executor(String session, String location) implements Serializable {}

    /**
     * Of one stream.
     *
     * @param version of the order that is carried out
     */
    record OfTail(
            long version,
            List<OfShard> shards,
            ReadCounts.Counted counted,
            @Nullable Failure failure) implements Serializable {

        /** Of an executor that has not heard of the stream. */
        static final OfTail NOTHING = new OfTail(-1, List.of(), new ReadCounts.Counted(0, 0, 0, 0), null);
    }

    /**
     * Of one shard.
     *
     * @param number of the assignment
     * @param pieces that came, in order
     * @param read where reading stands; at the shard's end, still after its last record
     * @param children as far as the server told them with the shard's end
     */
    record OfShard(
            String shardId,
            long number,
            List<Piece> pieces,
            ShardProgress read,
            boolean caughtUp,
            boolean shardEnd,
            List<Shard> children)
            implements Serializable {}

    /** Why a shard cannot be read on. */
    record Failure(KinesisException.@Nullable Kind kind, String message) implements Serializable {

        static Failure of(String shardId, Throwable cause) {
            return cause instanceof KinesisException known
                    ? new Failure(known.kind(), String.valueOf(known.getMessage()))
                    : new Failure(null, "Shard " + shardId + " cannot be read: " + cause);
        }

        RuntimeException exception(String location) {
            String text = message + " (" + location + ")";
            return kind == null ? new IllegalStateException(text) : new KinesisException(kind, text);
        }
    }
}
