package io.recoflow.streaming.broker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often a query looks at a shard, and how long it collects. AWS allows all who poll a shard five calls a second
 * together, and refuses what comes sooner. On the activity, the hot query makes 4.0 and a cold one 0.4, which leaves twelve
 * percent for calls that are repeated; on the recommendations, the archive makes 0.4, and the rest is the platform's.
 */
public final class ReadPace {

    private static final Duration HOT_POLL = Duration.ofMillis(250);
    private static final Duration COLD_POLL = Duration.ofMillis(2_500);

    /** A write of this size is worth its files, also before its time. */
    private static final String COLLECTED = "48m";

    /** The driver's memory for what is collected, and for what comes while that is written. */
    private static final String BUFFER = "96m";

    private final Duration poll;
    private final Duration collecting;
    private final Optional<String> bytesPerSecond;

    private ReadPace(Duration poll, Duration collecting, Optional<String> bytesPerSecond) {
        this.poll = poll;
        this.collecting = collecting;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** A batch as soon as there is something. */
    public static ReadPace hot() {
        return new ReadPace(HOT_POLL, Duration.ZERO, Optional.empty());
    }

    /** A batch at every interval, or when much has come. */
    public static ReadPace cold(Duration interval) {
        return new ReadPace(interval.compareTo(COLD_POLL) < 0 ? interval : COLD_POLL, interval, Optional.empty());
    }

    /**
     * The same, with a limit to what is polled of a shard, so that the rest is left to others.
     *
     * @param size of a second, as Spark writes sizes: {@code 512k}
     */
    public ReadPace atMost(String size) {
        return new ReadPace(poll, collecting, Optional.of(size));
    }

    /** The options of {@code recoflow-kinesis}. */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("pollInterval", Math.max(1, poll.toMillis()) + "ms");
        bytesPerSecond.ifPresent(size -> options.put("maxBytesPerSecond", size));
        if (!collecting.isZero()) {
            options.put("minBytesPerTrigger", COLLECTED);
            options.put("bufferBytes", BUFFER);
            options.put("maxTriggerDelay", collecting.toMillis() + "ms");
        }
        return options;
    }
}
