package io.recoflow.jobs.recommend.monitoring;

import java.util.Map;

/**
 * The job's own part of a run's report.
 *
 * @param answered events that were answered by this run
 * @param servedBy answers by {@code served_by}
 * @param fallbacks answers that are not all the model's, by reason
 * @param rejected records that are no events, by reason
 * @param droppedEvents events of other types
 * @param latencyMillisP50 from arrival to answer, the median; 0 where nothing was answered
 * @param latencyMillisP99 the same for 99 in a hundred
 */
public record ServingDetails(
        long answered,
        Map<String, Long> servedBy,
        Map<String, Long> fallbacks,
        Map<String, Long> rejected,
        long droppedEvents,
        long latencyMillisP50,
        long latencyMillisP99) {

    public static ServingDetails of(ServingStatistics statistics) {
        return new ServingDetails(
                statistics.answered(),
                statistics.servedBy(),
                statistics.reasons(),
                statistics.rejected(),
                statistics.droppedEvents(),
                statistics.latencyMillis(50),
                statistics.latencyMillis(99));
    }
}
