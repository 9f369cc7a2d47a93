package io.recoflow.lake.hourly;

import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.failure.Retries;
import java.time.Duration;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits to a Delta table at which others commit, too: compaction, changes of the table, deletions, further writers. Of
 * two that touch the same, Delta refuses the later one, which must read anew what the earlier one left.
 */
record TableCommits(String location) {

    private static final Logger LOG = LoggerFactory.getLogger(TableCommits.class);

    /** Whether a commit was refused for another's sake, or for its own that was taken for another's. */
    static boolean isConflict(Throwable failure) {
        return Causes.find(failure, DeltaConcurrentModificationException.class).isPresent();
    }

    /**
     * Commits, again for as long as others come in between.
     *
     * @param commit reads the table as it is whenever it is run
     * @param limit after which it is given up
     * @throws JobException with exit code 6 where others always came first
     */
    void retried(Duration limit, Runnable commit) {
        try {
            Retries.within(
                    limit,
                    TableCommits::isConflict,
                    (attempts, failure) -> LOG.info("Committing to {} again: {}", location, failure.getMessage()),
                    () -> {
                        commit.run();
                        return Boolean.TRUE;
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another committed to " + location, e);
        } catch (RuntimeException e) {
            throw isConflict(e) ? alwaysLate(limit, e) : e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JobException alwaysLate(Duration limit, RuntimeException failure) {
        return new JobException(
                ExitCode.STORAGE_FAILED,
                "Cannot commit to " + location,
                "for " + limit.toSeconds() + " s others always came first: " + failure.getMessage(),
                "Let what else changes the table pause",
                failure);
    }
}
