package io.recoflow.jobs.reviews.monitoring;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of records.
 *
 * @param stored whose review is in the table of DynamoDB
 * @param superseded of whose review a newer version is known
 * @param rejected by reason
 * @param puts that DynamoDB was asked for
 * @param repeatedPuts those of them that were tried before
 * @param oldestArrival of all; null where there are none
 */
public record BatchCounts(
        long stored,
        long superseded,
        Map<String, Long> rejected,
        long puts,
        long repeatedPuts,
        @Nullable Instant oldestArrival) {

    public static final BatchCounts NONE = new BatchCounts(0, 0, Map.of(), 0, 0, null);

    public BatchCounts {
        rejected = Map.copyOf(rejected);
    }

    /** All of them. */
    public long in() {
        return stored + superseded + rejectedInAll();
    }

    public long rejectedInAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** With those of others; the oldest arrival is that of both. */
    public BatchCounts plus(BatchCounts others) {
        Map<String, Long> all = new TreeMap<>(rejected);
        others.rejected.forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return new BatchCounts(
                stored + others.stored,
                superseded + others.superseded,
                all,
                puts + others.puts,
                repeatedPuts + others.repeatedPuts,
                older(oldestArrival, others.oldestArrival));
    }

    /** What came on top of earlier ones; without an oldest arrival. */
    public BatchCounts since(BatchCounts earlier) {
        Map<String, Long> difference = new TreeMap<>(rejected);
        earlier.rejected.forEach((reason, count) -> difference.merge(reason, -count, Long::sum));
        difference.values().removeIf(count -> count == 0);
        return new BatchCounts(
                stored - earlier.stored,
                superseded - earlier.superseded,
                difference,
                puts - earlier.puts,
                repeatedPuts - earlier.repeatedPuts,
                null);
    }

    private static @Nullable Instant older(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
