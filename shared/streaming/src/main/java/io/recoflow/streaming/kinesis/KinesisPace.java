package io.recoflow.streaming.kinesis;

import io.recoflow.streaming.broker.ReadPace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a query looks at a shard. AWS allows all who poll a shard five calls a second together, and refuses what comes
 * sooner. On a stream that one query reads at once and one collects from, they make 4.0 and 0.4, which leaves twelve percent
 * for calls that are repeated.
 */
final class KinesisPace {

    private static final Duration IMMEDIATE_POLL = Duration.ofMillis(250);
    private static final Duration COLLECTING_POLL = Duration.ofMillis(2_500);

    /** A write of this size is worth its files, also before its time. */
    private static final String COLLECTED = "48m";

    /** The driver's memory for what is collected, and for what comes while that is written. */
    private static final String BUFFER = "96m";

    private KinesisPace() {}

    /** The options of {@code recoflow-kinesis}. */
    static Map<String, String> options(ReadPace pace) {
        Map<String, String> options = new LinkedHashMap<>();
        Duration interval = pace.collecting();
        options.put("pollInterval", Math.max(1, poll(interval).toMillis()) + "ms");
        pace.bytesPerSecond().ifPresent(size -> options.put("maxBytesPerSecond", size));
        if (!interval.isZero()) {
            options.put("minBytesPerTrigger", COLLECTED);
            options.put("bufferBytes", BUFFER);
            options.put("maxTriggerDelay", interval.toMillis() + "ms");
        }
        return options;
    }

    private static Duration poll(Duration interval) {
        if (interval.isZero()) {
            return IMMEDIATE_POLL;
        }
        return interval.compareTo(COLLECTING_POLL) < 0 ? interval : COLLECTING_POLL;
    }
}
