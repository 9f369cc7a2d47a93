package io.recoflow.jobs.recommend.monitoring;

/**
 * How many queries do not run, while the job goes on.
 *
 * @param waiting to be started again
 * @param parked and not started again, because what they were to store has expired
 */
public record QueriesDown(long waiting, long parked) {

    long count() {
        return waiting + parked;
    }
}
