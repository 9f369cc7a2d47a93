package io.recoflow.model.store;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of complete versions. What of ours is not in it was left by a loader that died. */
final class VersionRegistry {

    static final String TABLE = "embedding_versions";

    private static final int FORMAT_VERSION = 1;
    private static final String COMMENT = "Recoflow embeddings of version ";
    private static final String COLUMNS =
            "version, dimension, similarity_dimensions, items, users, indexed, checksum, format_version";

    private final Connection connection;

    VersionRegistry(Connection connection) {
        this.connection = connection;
    }

    void ensure() throws SQLException {
        if (!exists(TABLE)) {
            Sql.execute(
                    connection,
                    "CREATE TABLE " + TABLE
                            + " (version text PRIMARY KEY, loaded_at timestamptz NOT NULL DEFAULT now(),"
                            + " dimension int NOT NULL, similarity_dimensions int NOT NULL, items bigint NOT NULL,"
                            + " users bigint NOT NULL, indexed boolean NOT NULL, checksum text NOT NULL,"
                            + " format_version int NOT NULL)");
        }
    }

    /** Newest first; none before the first load. */
    List<StoredVersion> all() throws SQLException {
        return exists(TABLE)
                ? Sql.rows(
                        connection,
                        "SELECT " + COLUMNS + " FROM " + TABLE + " ORDER BY loaded_at DESC, version DESC",
                        VersionRegistry::read)
                : List.of();
    }

    /** A version, where all its tables are there. */
    Optional<StoredVersion> find(String version) throws SQLException {
        for (EmbeddingKind kind : EmbeddingKind.values()) {
            if (!exists(kind.table(version))) {
                return Optional.empty();
            }
        }
        return all().stream().filter(each -> each.version().equals(version)).findFirst();
    }

    void add(StoredVersion stored) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + TABLE + " (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, " + FORMAT_VERSION + ")")) {
            insert.setString(1, stored.version());
            insert.setInt(2, stored.dimension());
            insert.setInt(3, stored.similarityDimensions());
            insert.setLong(4, stored.items());
            insert.setLong(5, stored.users());
            insert.setBoolean(6, stored.indexed());
            insert.setString(7, stored.checksum());
            insert.executeUpdate();
        }
    }

    /** Forgets a version and drops its tables; the caller's transaction. */
    void remove(String version) throws SQLException {
        for (EmbeddingKind kind : EmbeddingKind.values()) {
            Sql.execute(connection, "DROP TABLE IF EXISTS " + kind.table(version));
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + TABLE + " WHERE version = ?")) {
            delete.setString(1, version);
            delete.executeUpdate();
        }
    }

    /** Marks a new table as one of ours. */
    void mark(String table, String version) throws SQLException {
        Sql.execute(connection, "COMMENT ON TABLE " + table + " IS " + Sql.literal(COMMENT + version));
    }

    /** Versions that have tables of ours, and are not complete. Nobody reads them. */
    List<String> leftovers() throws SQLException {
        List<String> complete = all().stream().map(StoredVersion::version).toList();
        return Sql.rows(
                        connection,
                        "SELECT DISTINCT substr(d.description, length(?) + 1) FROM pg_class c"
                                + " JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass"
                                + " AND d.objsubid = 0 WHERE c.relkind = 'r'"
                                + " AND c.relnamespace = to_regnamespace(quote_ident(current_schema()))"
                                + " AND starts_with(d.description, ?)",
                        row -> row.getString(1),
                        COMMENT,
                        COMMENT)
                .stream()
                .filter(version -> !complete.contains(version))
                .toList();
    }

    private boolean exists(String table) throws SQLException {
        return Sql.isTrue(
                connection,
                "SELECT count(*) > 0 FROM pg_class WHERE relkind = 'r' AND relname = ?"
                        + " AND relnamespace = to_regnamespace(quote_ident(current_schema()))",
                table.replace("\"", ""));
    }

    private static StoredVersion read(ResultSet row) throws SQLException {
        if (row.getInt(8) != FORMAT_VERSION) {
            throw new JobException(
                    ExitCode.SCHEMA_MISMATCH,
                    "Cannot use the table " + TABLE,
                    "version " + row.getString(1) + " has the format " + row.getInt(8) + ", and this release knows "
                            + FORMAT_VERSION,
                    "Run the release of Recoflow that wrote it, or load into another schema");
        }
        return new StoredVersion(
                row.getString(1),
                row.getInt(2),
                row.getInt(3),
                row.getLong(4),
                row.getLong(5),
                row.getBoolean(6),
                row.getString(7));
    }
}
