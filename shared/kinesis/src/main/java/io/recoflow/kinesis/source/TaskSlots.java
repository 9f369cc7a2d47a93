package io.recoflow.kinesis.source;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import java.time.Duration;
import java.util.Collection;
import org.apache.spark.SparkContext;

/**
 * Watches that each shard has a task slot in real-time mode. Spark 4.1 neither checks that nor lets shards take turns:
 * the tasks beyond the slots begin when the batch is over, and end without a record.
 */
final class TaskSlots {

    /** A cluster's executors come one after the other. */
    private static final Duration EXECUTORS_LIMIT = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final SparkContext spark;

    TaskSlots(SparkContext spark) {
        this.spark = spark;
    }

    /**
     * Before a batch. Waits for executors that may still come.
     *
     * @throws KinesisException where there are fewer slots than shards. With dynamic allocation, more come when tasks wait
     */
    void require(int shards) {
        if (spark.conf().getBoolean("spark.dynamicAllocation.enabled", false)) {
            return;
        }
        RetryPolicy<Integer> untilThere = RetryPolicy.<Integer>builder()
                .handleResultIf(slots -> slots < shards)
                .withDelay(LOOK)
                .withMaxRetries(spark.isLocal() ? 0 : -1)
                .withMaxDuration(EXECUTORS_LIMIT)
                .build();
        int slots = Failsafe.with(untilThere).get(this::now);
        if (slots < shards) {
            throw tooFew(shards + " shards are to be read and Spark has " + slots + " task slots");
        }
    }

    private int now() {
        return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }

    /**
     * After a batch.
     *
     * @param unread shards that no task has looked at for as long as it lasted
     * @throws KinesisException where there are any
     */
    static void requireAllRead(Collection<String> unread) {
        if (!unread.isEmpty()) {
            throw tooFew("Shards " + unread + " had no task slot during a whole batch");
        }
    }

    private static KinesisException tooFew(String problem) {
        return new KinesisException(
                Kind.TOO_FEW_SLOTS,
                "Real-time mode would never read some shards: " + problem
                        + ". Give Spark a slot for each shard and one more, or use micro-batches");
    }
}
