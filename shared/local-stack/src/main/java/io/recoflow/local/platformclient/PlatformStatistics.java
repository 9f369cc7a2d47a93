package io.recoflow.local.platformclient;

import java.util.Map;

/**
 * What a {@link PlatformClient} has received since it was opened or reset.
 *
 * @param answers that could be read
 * @param events distinct event ids that were answered for the first time
 * @param duplicates answers to events that had an answer before
 * @param emptyAnswers answers without any recommended item
 * @param unreadable records that are no answer: not JSON, not an object, or without an {@code event_id}
 * @param failedReads requests to the stream that failed and were made again
 * @param latency from the event's time to the answer's receipt, of all answers with an {@code event_time}
 * @param byServedBy how many answers there are by {@code served_by}
 * @param byReason how many answers there are by {@code reason}, of those that give one
 */
public record PlatformStatistics(
        long answers,
        long events,
        long duplicates,
        long emptyAnswers,
        long unreadable,
        long failedReads,
        Latency latency,
        Map<String, Long> byServedBy,
        Map<String, Long> byReason) {
    /**
     * Quantiles in microseconds, to three digits.
     *
     * @param count of how many; where it is 0, all others are
     */
    public record Latency(long count, long p50, long p90, long p99, long max) {}
}
