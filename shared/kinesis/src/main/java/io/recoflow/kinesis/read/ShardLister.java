package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Lists a stream's shards. One list alone may be older than what is known: Kinesis answers from several servers. */
public final class ShardLister {

    /** How long a list may lack what must be there, at the least. */
    private static final Duration LEAST_LIMIT = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final KinesisStreamClient client;
    private final RetriedCalls retries;
    private final Duration limit;

    /** @param limit how long a list may lack what must be there, but a minute at the least */
    ShardLister(KinesisStreamClient client, RetriedCalls retries, Duration limit) {
        this.client = client;
        this.retries = retries;
        this.limit = limit.compareTo(LEAST_LIMIT) < 0 ? LEAST_LIMIT : limit;
    }

    public ShardTopology list() throws InterruptedException {
        return new ShardTopology(retries.call(client::listShards));
    }

    /** The shards, among them those of the given ones that have not expired. */
    public ShardTopology listWith(Collection<String> shardIds) throws InterruptedException {
        ShardTopology known = ShardTopology.NONE;
        Wait wait = new Wait();
        while (true) {
            ShardTopology topology = known.with(list());
            List<String> missing =
                    shardIds.stream().filter(id -> !topology.isListed(id)).toList();
            boolean late = false;
            for (String shardId : missing) {
                late |= exists(shardId);
            }
            if (!late) {
                return topology;
            }
            known = topology;
            wait.pause("Shards " + missing + " can be read and are not listed");
        }
    }

    /**
     * The shards, with all of those that followed closed ones: they may be listed later than the ends are read.
     *
     * @param known what has been listed before
     */
    public ShardTopology listWithChildrenOf(Collection<String> shardIds, ShardTopology known)
            throws InterruptedException {
        ShardTopology topology = known;
        Wait wait = new Wait();
        while (true) {
            ShardTopology covered = topology;
            List<String> missing =
                    shardIds.stream().filter(id -> !covered.isSucceeded(id)).toList();
            if (missing.isEmpty()) {
                return topology;
            }
            ShardTopology listed = list();
            topology = topology.with(listed);
            if (!missing.stream().allMatch(topology::isSucceeded)) {
                if (missing.stream().noneMatch(listed::isListed)) {
                    // Expired with all that followed.
                    return topology.without(missing);
                }
                wait.pause("Shards " + missing + " are closed, and no shards follow them");
            }
        }
    }

    private boolean exists(String shardId) throws InterruptedException {
        try {
            retries.call(() -> client.shardIterator(shardId, new TrimHorizon()));
            return true;
        } catch (KinesisException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Growing pauses within the limit. */
    private final class Wait {

        private final long deadline = System.nanoTime() + limit.toNanos();
        private Duration pause = FIRST_PAUSE;

        void pause(String problem) throws InterruptedException {
            if (System.nanoTime() > deadline) {
                throw new KinesisException(
                        Kind.UNAVAILABLE,
                        problem + " after " + limit.toSeconds()
                                + " s. Look whether the stream is being deleted, and start the query again");
            }
            Pause.forNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
