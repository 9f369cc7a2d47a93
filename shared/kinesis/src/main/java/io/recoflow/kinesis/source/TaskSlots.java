package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import java.util.Collection;
import org.apache.spark.SparkContext;

/**
 * Watches that each shard has a task slot in real-time mode. Spark 4.1 neither checks that nor lets shards take turns:
 * the tasks beyond the slots begin when the batch is over, and end without a record.
 */
final class TaskSlots {

    private final SparkContext spark;

    TaskSlots(SparkContext spark) {
        this.spark = spark;
    }

    /**
     * Before a batch.
     *
     * @throws KinesisException where there are fewer slots than shards. With dynamic allocation, more may come
     */
    void require(int shards) {
        boolean mayGrow = spark.conf().getBoolean("spark.dynamicAllocation.enabled", false);
        int slots = spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
        if (slots < shards && !mayGrow) {
            throw tooFew(shards + " shards are to be read and Spark has " + slots + " task slots");
        }
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
