package io.recoflow.model.store;

import java.util.List;
import java.util.Optional;

/**
 * What a load would do.
 *
 * @param server the database server's version
 * @param served the version that readers see now
 * @param stored versions whose tables are there, newest first
 * @param indexed whether items would get HNSW indexes
 * @param zeroVectors items to which nothing is similar, because the numbers that tell it are zeros
 */
public record LoadPlan(
        String server,
        Optional<String> served,
        List<String> stored,
        String version,
        long items,
        long users,
        int dimension,
        int similarityDimensions,
        boolean indexed,
        long zeroVectors) {

    public LoadPlan {
        stored = List.copyOf(stored);
    }
}
