package io.recoflow.model.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a load did.
 *
 * @param version that readers see now
 * @param replaced the version that they saw before, where it was another one
 * @param indexed whether items have HNSW indexes
 * @param zeroVectors items to which nothing is similar, because the numbers that tell it are zeros; zero unless loaded
 * @param dropped versions whose tables are gone, oldest first
 * @param copying from the first row read to the last table complete but for its indexes; zero unless loaded
 * @param indexing zero unless indexes were built
 */
public record LoadResult(
        String version,
        Outcome outcome,
        Optional<String> replaced,
        long items,
        long users,
        int dimension,
        boolean indexed,
        long zeroVectors,
        List<String> dropped,
        Duration copying,
        Duration indexing) {

    /** How the version came to be the one that readers see. */
    public enum Outcome {
        /** It was loaded, and the views swapped. */
        LOADED,
        /** Its tables were there, and only the views were swapped. */
        SWAPPED,
        /** Readers saw it already. */
        UNCHANGED
    }

    public LoadResult {
        dropped = List.copyOf(dropped);
    }
}
