package io.recoflow.kinesis.client;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a stream.
 *
 * @param name without ARN
 * @param retention how long it keeps records
 * @param created when it was made; no record is older
 * @param time when this was said, by the service's clock, which may be a second behind itself
 */
public record StreamSummary(String name, Duration retention, Instant created, Instant time) {

    private static final Duration CLOCK_RESOLUTION = Duration.ofSeconds(1);

    /**
     * A time of now that is in nobody's future: where the clock here is ahead, the service's, which takes no time of its
     * own future.
     *
     * @param here now, by the clock here
     */
    public Instant beginning(Instant here) {
        return here.minus(CLOCK_RESOLUTION).isAfter(time) ? time : here;
    }

    /**
     * A time of now that has come by both clocks.
     *
     * @param here now, by the clock here
     */
    public Instant end(Instant here) {
        Instant there = time.plus(CLOCK_RESOLUTION);
        return here.isAfter(there) ? here : there;
    }
}
