package io.recoflow.jobs.recommend.stream;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * When nobody waits for an answer any more. Goes to the executors.
 *
 * @param after the age of an event, not below the deadline
 * @param deadline the age at which the model is not asked any more
 * @param answeredUntil what arrived until then was answered by an earlier run, as far as is known: past the deadline it is
 *     not answered again
 * @param folder where such events are put aside
 */
public record Expiry(Duration after, Duration deadline, Instant answeredUntil, String folder) implements Serializable {

    boolean isExpired(Instant arrivedAt, Instant now) {
        return arrivedAt.plus(after).isBefore(now)
                || (!arrivedAt.isAfter(answeredUntil)
                        && arrivedAt.plus(deadline).isBefore(now));
    }
}
