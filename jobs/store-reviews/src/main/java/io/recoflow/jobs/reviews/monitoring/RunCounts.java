package io.recoflow.jobs.reviews.monitoring;

import java.time.Duration;
import java.time.Instant;

/** What a run has done so far; each batch counts once, also where it is repeated. Safe for concurrent callers. */
public final class RunCounts {

    private BatchCounts total = BatchCounts.NONE;
    private long lastBatch = -1;
    private Duration lag = Duration.ZERO;

    /**
     * Counts a batch that is done.
     *
     * @param number of the batch, ascending
     * @param now when it was done
     */
    public synchronized void add(long number, BatchCounts counts, Instant now) {
        if (number > lastBatch) {
            lastBatch = number;
            total = total.plus(counts);
            lag = counts.oldestArrival() == null || counts.oldestArrival().isAfter(now)
                    ? Duration.ZERO
                    : Duration.between(counts.oldestArrival(), now);
        }
    }

    public synchronized BatchCounts total() {
        return total;
    }

    /** How old the oldest record of the last batch was when it was done. */
    public synchronized Duration lag() {
        return lag;
    }
}
