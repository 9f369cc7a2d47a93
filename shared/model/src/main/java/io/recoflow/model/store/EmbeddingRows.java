package io.recoflow.model.store;

import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingFormatException;
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

    EmbeddingRows(ModelBundle bundle, EmbeddingKind kind, EmbeddingsDescription description) {
        this.bundle = bundle;
        this.kind = kind;
        this.description = description;
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
                accept(next.get(), sink);
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

    private void accept(Embedding embedding, RowSink sink) throws SQLException {
        String id = embedding.id();
        switch (kind) {
            case ITEM -> {
                if (id.indexOf('\0') >= 0) {
                    throw refused("the id '" + id.replace("\0", "\\0") + "' holds the character 0");
                }
                sink.item(id, embedding.values());
            }
            case USER -> sink.user(customer(id), embedding.values());
        }
    }

    private int customer(String id) {
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException e) {
            throw refused("the user id '" + id + "' is no whole number of 32 bits");
        }
    }

    /** Where rows go. */
    interface RowSink {

        /** Looks at rows and forgets them. */
        RowSink NONE = new RowSink() {
            @Override
            public void item(String id, float[] vector) {}

            @Override
            public void user(int id, float[] vector) {}
        };

        void item(String id, float[] vector) throws SQLException;

        void user(int id, float[] vector) throws SQLException;
    }
}
