package io.recoflow.jobs.reviews.monitoring;

import java.util.Map;

/**
 * The job's own part of a run's report: {@code in = stored + superseded + rejected}.
 *
 * @param in records that were read
 * @param stored whose review is in the table of DynamoDB
 * @param superseded of whose review a newer version is known
 * @param rejected that are no reviews or cannot be kept
 * @param rejectedByReason the same, by reason
 * @param puts that DynamoDB was asked for
 * @param repeatedPuts those of them that were throttled, or failed, before
 */
public record ReviewDetails(
        long in,
        long stored,
        long superseded,
        long rejected,
        Map<String, Long> rejectedByReason,
        long puts,
        long repeatedPuts) {

    public static ReviewDetails of(BatchCounts counts) {
        return new ReviewDetails(
                counts.in(),
                counts.stored(),
                counts.superseded(),
                counts.rejectedInAll(),
                counts.rejected(),
                counts.puts(),
                counts.repeatedPuts());
    }
}
