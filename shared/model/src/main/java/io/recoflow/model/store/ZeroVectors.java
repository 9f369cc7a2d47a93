package io.recoflow.model.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Items whose vectors have no direction, so that nothing is more or less similar to them: their cosine distance is no
 * number. pgvector's HNSW index leaves them out without a word, while a scan returns them last.
 */
final class ZeroVectors implements EmbeddingRows.RowSink {

    private static final int NAMED = 5;

    private final int dimensions;
    private final List<String> first = new ArrayList<>();
    private long count;

    /** @param dimensions how many of a vector's first numbers tell similar items */
    ZeroVectors(int dimensions) {
        this.dimensions = dimensions;
    }

    @Override
    public void row(String id, float[] vector) {
        for (int i = 0; i < dimensions; i++) {
            if (vector[i] != 0) {
                return;
            }
        }
        if (++count <= NAMED) {
            first.add(id);
        }
    }

    /** Of those that were seen. */
    long count() {
        return count;
    }

    /** What to tell of them; empty where there are none. */
    Optional<String> warning() {
        return count == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d items have nothing but zeros in the first %d numbers of their embeddings (%s%s), so that"
                                + " nothing is similar to them: an HNSW index leaves them out of similar items, and a"
                                + " scan without one puts them last.",
                        count,
                        dimensions,
                        String.join(", ", first),
                        count > NAMED ? ", …" : ""));
    }
}
