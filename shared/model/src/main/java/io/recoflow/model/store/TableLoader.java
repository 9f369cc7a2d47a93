package io.recoflow.model.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the tables of one version, which nobody reads yet. */
final class TableLoader {

    private static final int DUPLICATES_NAMED = 5;

    private final Connection connection;
    private final LoadProgress progress;
    private final VersionRegistry registry;
    private final String version;

    TableLoader(Connection connection, LoadProgress progress, VersionRegistry registry, String version) {
        this.connection = connection;
        this.progress = progress;
        this.registry = registry;
        this.version = version;
    }

    /** Makes the table of one kind, without keys. */
    private void create(EmbeddingKind kind, IdType ids, int dimension) throws SQLException {
        String table = kind.table(version);
        Sql.transaction(connection, () -> {
            Sql.execute(connection, "DROP TABLE IF EXISTS " + table);
            Sql.execute(
                    connection,
                    "CREATE TABLE " + table + " (id " + ids.sql() + " NOT NULL, embedding vector(" + dimension
                            + ") NOT NULL)");
            registry.mark(table, version);
        });
    }

    /**
     * Makes the table of one kind with all its rows and the primary key. The column of ids is as narrow as they allow;
     * where one does not fit, which is rare, the rows are read once more.
     *
     * @throws io.recoflow.runtime.failure.JobException with exit code 5 where the rows break the contract
     */
    void fill(EmbeddingKind kind, EmbeddingRows rows, int dimension) throws SQLException {
        progress.begin("Loading " + kind + " embeddings of " + version, rows.expected());
        IdType ids = kind.narrowestIds();
        for (Optional<IdType> wider = Optional.of(ids); wider.isPresent(); wider = copy(kind, rows, ids)) {
            ids = wider.get();
            create(kind, ids, dimension);
        }
        key(kind, rows);
        Sql.execute(connection, "ANALYZE " + kind.table(version));
    }

    /** Copies all rows; or none, and says what the ids need. */
    private Optional<IdType> copy(EmbeddingKind kind, EmbeddingRows rows, IdType ids) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + kind.table(version) + " (id, embedding) FROM STDIN (FORMAT BINARY)");
        try {
            CopyEncoder encoder = new CopyEncoder((bytes, length) -> copy.writeToCopy(bytes, 0, length));
            encoder.begin();
            rows.forEach(new Rows(encoder, ids));
            encoder.end();
            copy.endCopy();
            return Optional.empty();
        } catch (WiderIdsNeededException narrow) {
            cancel(copy, narrow);
            return Optional.of(narrow.ids);
        } catch (SQLException | RuntimeException failure) {
            cancel(copy, failure);
            throw failure;
        }
    }

    /** Makes the table of one kind without rows. */
    void leaveEmpty(EmbeddingKind kind, int dimension) throws SQLException {
        create(kind, kind.narrowestIds(), dimension);
        addPrimaryKey(kind);
    }

    /**
     * Builds what finds nearest items: by inner product of whole embeddings for a user's items, by cosine of the first
     * dimensions for similar items.
     */
    void index(int similarityDimensions) throws SQLException {
        progress.begin("Building the index for the items of a user", 0);
        index("recommended", "embedding vector_ip_ops");
        progress.begin("Building the index for similar items", 0);
        index(
                "similar",
                "(subvector(embedding, 1, " + similarityDimensions + ")::vector(" + similarityDimensions
                        + ")) vector_cosine_ops");
        // For the statistics of the expression.
        Sql.execute(connection, "ANALYZE " + EmbeddingKind.ITEM.table(version));
    }

    private void index(String suffix, String what) throws SQLException {
        Sql.execute(
                connection,
                "CREATE INDEX " + EmbeddingKind.ITEM.index(version, suffix) + " ON " + EmbeddingKind.ITEM.table(version)
                        + " USING hnsw (" + what + ")");
    }

    private void key(EmbeddingKind kind, EmbeddingRows rows) throws SQLException {
        progress.begin("Adding the key of " + kind + " embeddings", 0);
        try {
            addPrimaryKey(kind);
        } catch (SQLException e) {
            if (StoreFailures.isDuplicate(e)) {
                throw rows.refused("ids that stand there more than once: " + String.join(", ", duplicates(kind)));
            }
            throw e;
        }
    }

    private void addPrimaryKey(EmbeddingKind kind) throws SQLException {
        Sql.execute(connection, "ALTER TABLE " + kind.table(version) + " ADD PRIMARY KEY (id)");
    }

    private List<String> duplicates(EmbeddingKind kind) throws SQLException {
        return Sql.rows(
                connection,
                "SELECT id::text FROM " + kind.table(version) + " GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT "
                        + DUPLICATES_NAMED,
                row -> row.getString(1));
    }

    private static void cancel(CopyIn copy, Exception failure) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Encodes rows, and counts them for the progress. */
    private final class Rows implements EmbeddingRows.RowSink {

        private final CopyEncoder encoder;
        private final IdType ids;
        private long count;

        private Rows(CopyEncoder encoder, IdType ids) {
            this.encoder = encoder;
            this.ids = ids;
        }

        @Override
        public void row(String id, float[] vector) throws SQLException {
            if (!ids.holds(id)) {
                throw new WiderIdsNeededException(id);
            }
            encoder.row(id, ids, vector);
            progress.rows(++count);
        }
    }

    /** An id does not fit the column. */
    private static final class WiderIdsNeededException extends RuntimeException {

        private final IdType ids;

        private WiderIdsNeededException(String id) {
            super(id);
            this.ids = Stream.of(IdType.values())
                    .filter(type -> type.holds(id))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
