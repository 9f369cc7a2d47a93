package io.recoflow.streaming.broker;

import java.util.Locale;

/** How a query that answers runs. */
public enum Latency {
    /** One micro-batch after the other. */
    MICRO_BATCH,
    /** Spark's real-time mode: tasks that run on, one a shard. */
    REAL_TIME;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
