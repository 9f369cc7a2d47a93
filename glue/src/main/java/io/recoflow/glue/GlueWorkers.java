package io.recoflow.glue;

import io.recoflow.runtime.declaration.Workers;

/** How many workers of the type G.1X a job gets: each has four cores, and the driver has one of them for itself. */
final class GlueWorkers {

    private static final int CORES = 4;

    private GlueWorkers() {}

    static int of(Workers workers) {
        int cores = workers.executors() * workers.executorCores();
        return 1 + (cores + CORES - 1) / CORES;
    }
}
