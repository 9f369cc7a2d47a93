package io.recoflow.model.store;

import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.FileDigest;
import io.recoflow.model.bundle.Manifest;

/**
 * A version whose tables are complete.
 *
 * @param checksum of the files that it came from
 */
record StoredVersion(
        String version,
        int dimension,
        int similarityDimensions,
        long items,
        long users,
        boolean indexed,
        String checksum) {

    static StoredVersion of(Manifest manifest, boolean indexed) {
        return new StoredVersion(
                manifest.version(),
                manifest.dimension(),
                manifest.similarityDimensions(),
                manifest.itemEmbeddings().rows(),
                manifest.userEmbeddings().map(EmbeddingsDescription::rows).orElse(0L),
                indexed,
                checksum(manifest));
    }

    /** Of a bundle's embeddings. */
    static String checksum(Manifest manifest) {
        return digest(manifest, manifest.itemEmbeddings())
                + manifest.userEmbeddings()
                        .map(users -> "," + digest(manifest, users))
                        .orElse("");
    }

    private static String digest(Manifest manifest, EmbeddingsDescription embeddings) {
        FileDigest digest = manifest.files().get(embeddings.file());
        if (digest == null) {
            throw new IllegalArgumentException("The manifest has no checksum of " + embeddings.file());
        }
        return digest.sha256();
    }
}
