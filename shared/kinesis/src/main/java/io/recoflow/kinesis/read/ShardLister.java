package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.KinesisStreamClient;
import java.time.Duration;

/** Lists a stream's shards. */
public final class ShardLister {

    /** How long the children of a closed shard may take to be listed. */
    private static final Duration CHILDREN_LIMIT = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final KinesisStreamClient client;
    private final Retries retries;

    ShardLister(KinesisStreamClient client, Retries retries) {
        this.client = client;
        this.retries = retries;
    }

    public ShardTopology list() throws InterruptedException {
        return new ShardTopology(retries.call(client::listShards));
    }

    /** The shards, with those that followed a closed one: they may be listed a moment later than its end is read. */
    public ShardTopology listWithChildrenOf(String shardId) throws InterruptedException {
        long deadline = System.nanoTime() + CHILDREN_LIMIT.toNanos();
        while (true) {
            ShardTopology listed = list();
            if (!listed.isListed(shardId) || !listed.children(shardId).isEmpty()) {
                return listed;
            }
            if (System.nanoTime() > deadline) {
                throw new KinesisException(
                        Kind.UNAVAILABLE,
                        "Shard " + shardId + " is closed, and no shard follows it after " + CHILDREN_LIMIT.toSeconds()
                                + " s. Look whether the stream is being deleted, and start the query again");
            }
            Pause.forNanos(PAUSE.toNanos());
        }
    }
}
