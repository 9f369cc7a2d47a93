package io.recoflow.jobs.recommend.stream;

import java.time.Duration;
import java.util.Map;

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

    private ReadPace(Duration poll, Duration collecting) {
        this.poll = poll;
        this.collecting = collecting;
    }

    /** A batch as soon as there is something. */
    public static ReadPace hot() {
        return new ReadPace(HOT_POLL, Duration.ZERO);
    }

    /** A batch at every interval, or when much has come. */
    public static ReadPace cold(Duration interval) {
        return new ReadPace(interval.compareTo(COLD_POLL) < 0 ? interval : COLD_POLL, interval);
    }

    /** The options of {@code recoflow-kinesis}. */
    Map<String, String> options() {
        Map<String, String> polling = Map.of("pollInterval", Math.max(1, poll.toMillis()) + "ms");
        return collecting.isZero()
                ? polling
                : Map.of(
                        "pollInterval",
                        Math.max(1, poll.toMillis()) + "ms",
                        "minBytesPerTrigger",
                        COLLECTED,
                        "bufferBytes",
                        BUFFER,
                        "maxTriggerDelay",
                        collecting.toMillis() + "ms");
    }
}
