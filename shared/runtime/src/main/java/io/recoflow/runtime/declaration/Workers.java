package io.recoflow.runtime.declaration;

/**
 * What a job runs on.
 *
 * @param driverCores at least 1
 * @param driverMemory of its heap, in GiB
 * @param executors how many, at least 1
 * @param executorCores of each, at least 1
 * @param executorMemory of each one's heap, in GiB
 */
public record Workers(int driverCores, int driverMemory, int executors, int executorCores, int executorMemory) {

    public Workers {
        if (Math.min(Math.min(driverCores, driverMemory), Math.min(Math.min(executors, executorCores), executorMemory))
                < 1) {
            throw new IllegalArgumentException("Every size must be at least 1");
        }
    }
}
