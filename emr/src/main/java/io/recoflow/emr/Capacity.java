package io.recoflow.emr;

import io.recoflow.aws.stack.Installation;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobRuntime.Streaming;
import io.recoflow.runtime.declaration.Workers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The workers of an application of EMR Serverless: all streams run all day, and of the other jobs one at a time, since the
 * application queues the rest.
 *
 * @param streams what runs all day
 * @param largest what else may run, empty or one
 */
record Capacity(List<Workers> streams, List<Workers> largest) {

    /** vCPU that a new account has ("Endpoints and quotas for EMR Serverless"). */
    static final int NEW_ACCOUNT = 16;

    /** Of each worker; this much is free. */
    private static final int DISK = 20;

    static Capacity of(List<DeclaredJob> jobs) {
        return new Capacity(
                jobs.stream()
                        .filter(Capacity::runsAllDay)
                        .map(Capacity::workers)
                        .toList(),
                jobs.stream()
                        .filter(job -> !runsAllDay(job))
                        .map(Capacity::workers)
                        .max(Comparator.comparingInt(Capacity::cores))
                        .stream()
                        .toList());
    }

    /**
     * The same.
     *
     * @throws IllegalArgumentException where it is more than the account has
     */
    Capacity within(int quota) {
        if (cores() > quota) {
            throw new IllegalArgumentException(
                    "The jobs do not fit into the quota of EMR Serverless: the streams and the"
                            + " largest other job take " + cores() + " vCPU at once, and the account has " + quota
                            + ". Leave jobs out with -c " + Installation.JOBS
                            + "=…, declare smaller workers, or have the quota \"Max concurrent vCPUs per account\" raised and give"
                            + " -c " + EmrApp.QUOTA + "=" + cores());
        }
        return this;
    }

    /** How many jobs may run at once. */
    int runs() {
        return streams.size() + largest.size();
    }

    int cores() {
        return all().mapToInt(Capacity::cores).sum();
    }

    /** In GB, as EMR Serverless counts workers. */
    int memory() {
        return all().mapToInt(
                        each -> gigabytes(each.driverMemory()) + each.executors() * gigabytes(each.executorMemory()))
                .sum();
    }

    /** In GB. */
    int disk() {
        return all().mapToInt(each -> (1 + each.executors()) * DISK).sum();
    }

    /** A worker's memory for a heap: Spark adds a tenth, 384 MiB at least, and EMR Serverless counts whole GB. */
    static int gigabytes(int heap) {
        return (int) Math.ceil(heap + Math.max(0.375, heap * 0.1));
    }

    private Stream<Workers> all() {
        return Stream.concat(streams.stream(), largest.stream());
    }

    private static int cores(Workers workers) {
        return workers.driverCores() + workers.executors() * workers.executorCores();
    }

    private static boolean runsAllDay(DeclaredJob job) {
        return job.declaration().runtime() instanceof Streaming;
    }

    private static Workers workers(DeclaredJob job) {
        return job.declaration().workers();
    }
}
