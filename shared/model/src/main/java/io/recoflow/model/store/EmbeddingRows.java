package io.recoflow.model.store;

import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingFormatException;
import io.recoflow.model.bundle.EmbeddingIds;
import io.recoflow.model.bundle.EmbeddingReader;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.sql.SQLException;
import java.util.Optional;

/** One file of a bundle's embeddings on its way into a table: every row is checked, and in the end their number. */
final class EmbeddingRows {

    private final ModelBundle bundle;
    private final EmbeddingKind kind;
    private final EmbeddingsDescription description;
    private final RowSink observer;

    /** @param observer sees every row, too */
    EmbeddingRows(ModelBundle bundle, EmbeddingKind kind, EmbeddingsDescription description, RowSink observer) {
        this.bundle = bundle;
        this.kind = kind;
        this.description = description;
        this.observer = observer;
    }

    long expected() {
        return description.rows();
    }

    /**
     * Hands every row on.
     *
     * @throws JobException with exit code 5 where the file is not what the manifest says, or has a row that no table can
     *     hold; then what was handed on counts for nothing
     */
    void forEach(RowSink sink) throws SQLException {
        long rows = 0;
        try (EmbeddingReader reader = bundle.read(description)) {
            for (Optional<Embedding> next = reader.next(); next.isPresent(); next = reader.next()) {
                Embedding embedding = next.get();
                EmbeddingIds.problem(embedding.id()).ifPresent(problem -> {
                    throw refused(problem);
                });
                observer.row(embedding.id(), embedding.values());
                sink.row(embedding.id(), embedding.values());
                rows++;
            }
        } catch (EmbeddingFormatException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        if (rows != description.rows()) {
            throw refused(description.file() + " has " + rows + " rows, and the manifest says " + description.rows());
        }
    }

    /** The end of the job for rows that must not be served. */
    JobException refused(String cause) {
        return new JobException(
                ExitCode.CONTRACT_VIOLATED,
                "Cannot load the " + kind + " embeddings of "
                        + bundle.manifest().version(),
                cause,
                "Export the model again as a new version; the one that is served stays");
    }

    /** Where rows go. */
    @FunctionalInterface
    interface RowSink {

        /** Looks at rows and forgets them. */
        RowSink NONE = (id, vector) -> {};

        void row(String id, float[] vector) throws SQLException;
    }
}
