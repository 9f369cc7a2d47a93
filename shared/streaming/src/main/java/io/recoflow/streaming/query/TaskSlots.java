package io.recoflow.streaming.query;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import org.apache.spark.SparkContext;

/** Spark's task slots, which real-time tasks never give back. */
public record TaskSlots(SparkContext spark) {

    /** A cluster's executors come one after the other. */
    private static final Duration EXECUTORS_LIMIT = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** How many there are, once there are as many as wanted, or those that may still come have had the time to. */
    public int awaited(int wanted) {
        if (spark.isLocal()) {
            return now();
        }
        RetryPolicy<Integer> untilThere = RetryPolicy.<Integer>builder()
                .handleResultIf(slots -> slots < wanted)
                .withDelay(LOOK)
                .withMaxRetries(-1)
                .withMaxDuration(EXECUTORS_LIMIT)
                .build();
        return Failsafe.with(untilThere).get(this::now);
    }

    /** Whether Spark asks for more when tasks wait. */
    public boolean mayGrow() {
        return spark.conf().getBoolean("spark.dynamicAllocation.enabled", false);
    }

    private int now() {
        return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }
}
