package io.recoflow.model.store;

import io.recoflow.runtime.ExitCode;
import io.recoflow.runtime.JobException;
import io.recoflow.runtime.Retries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The views that readers query: embeddings of items and users, and the version that these are of. */
final class ServedViews {

    static final String MODEL_VERSION = "model_version";

    /**
     * How long the swap waits for a reader in its way. New readers queue up behind it meanwhile, and it must give up well
     * before PostgreSQL looks for deadlocks (after 1 s), because then it could be a reader that is ended.
     */
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(200);

    private static final String IN_SCHEMA = " relnamespace = to_regnamespace(quote_ident(current_schema()))";

    private final Connection connection;

    ServedViews(Connection connection) {
        this.connection = connection;
    }

    /** The version that readers see, or empty where they cannot see one. */
    Optional<String> version() throws SQLException {
        boolean whole = Sql.isTrue(
                connection,
                "SELECT count(*) = " + names().size() + " FROM pg_class WHERE relkind = 'v' AND relname IN ("
                        + names().stream().map(Sql::literal).collect(Collectors.joining(", ")) + ") AND" + IN_SCHEMA);
        return whole
                ? Sql.first(connection, "SELECT version FROM " + MODEL_VERSION, row -> row.getString(1))
                : Optional.empty();
    }

    /** @throws JobException with exit code 4 where a view's name is taken by something else */
    void requireNames() throws SQLException {
        for (String name : names()) {
            if (Sql.isTrue(
                    connection,
                    "SELECT count(*) > 0 FROM pg_class WHERE relkind <> 'v' AND relname = ? AND" + IN_SCHEMA,
                    name)) {
                throw new JobException(
                        ExitCode.SCHEMA_MISMATCH,
                        "Cannot make the view " + name,
                        "there is something else of that name, which is no view",
                        "Rename or drop it, or load into another schema (--vector-url …?currentSchema=…)");
            }
        }
    }

    /**
     * Lets readers see a version: all three views at once. A reader in the way is waited for, not disturbed.
     *
     * @param limit how long one may be in the way
     * @throws JobException with exit code 3 where one still is after the limit
     */
    void swap(StoredVersion stored, Duration limit, LoadEvents events) throws Exception {
        try {
            Retries.within(
                    limit,
                    StoreFailures::isLockTimeout,
                    (tries, failure) ->
                            events.progress("A reader holds the views; trying the swap again (" + tries + " so far)."),
                    () -> {
                        Sql.transaction(connection, () -> replaceAll(stored));
                        return true;
                    });
        } catch (SQLException e) {
            if (StoreFailures.isLockTimeout(e)) {
                throw new JobException(
                        ExitCode.UNAVAILABLE,
                        "Cannot swap the views to version " + stored.version(),
                        "a session held them for longer than --vector-timeout",
                        "End it (SELECT pid FROM pg_locks WHERE relation = 'item_emb'::regclass shows it) and run the"
                                + " job again: the version is loaded, and will only be swapped",
                        e);
            }
            throw e;
        }
    }

    private void replaceAll(StoredVersion stored) throws SQLException {
        Sql.execute(connection, "SET LOCAL lock_timeout = " + LOCK_TIMEOUT.toMillis());
        for (EmbeddingKind kind : EmbeddingKind.values()) {
            replace(
                    kind.view(),
                    "SELECT id, embedding FROM " + kind.table(stored.version()),
                    dimension(kind).map(is -> is == stored.dimension()).orElse(true));
        }
        replace(
                MODEL_VERSION,
                "SELECT " + Sql.literal(stored.version()) + "::text AS version, " + stored.dimension()
                        + "::int AS dimension, " + stored.similarityDimensions() + "::int AS similarity_dimensions, "
                        + Sql.literal(loadedAt(stored.version())) + "::timestamptz AS loaded_at",
                true);
    }

    /** @param sameColumns whether a view that is there has columns of the same types, so that it can stay */
    private void replace(String view, String query, boolean sameColumns) throws SQLException {
        if (sameColumns) {
            Sql.execute(connection, "CREATE OR REPLACE VIEW " + view + " AS " + query);
            return;
        }
        List<String> grants = grants(view);
        Sql.execute(connection, "DROP VIEW " + view);
        Sql.execute(connection, "CREATE VIEW " + view + " AS " + query);
        for (String grant : grants) {
            Sql.execute(connection, grant);
        }
    }

    private String loadedAt(String version) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT loaded_at::text FROM " + VersionRegistry.TABLE + " WHERE version = ?",
                        row -> row.getString(1),
                        version)
                .orElseThrow(() -> new IllegalStateException("Not a complete version: " + version));
    }

    /** Statements that give others the rights that they have on the view. */
    private List<String> grants(String view) throws SQLException {
        return Sql.rows(
                connection,
                "SELECT a.privilege_type, CASE a.grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(a.grantee) END,"
                        + " a.is_grantable FROM pg_class c, aclexplode(c.relacl) a WHERE c.relname = ?"
                        + " AND a.grantee <> c.relowner AND c." + IN_SCHEMA.strip() + " ORDER BY 2, 1",
                row -> {
                    String grantee = row.getString(2);
                    return "GRANT " + row.getString(1) + " ON " + view + " TO "
                            + (grantee == null ? "PUBLIC" : Sql.identifier(grantee))
                            + (row.getBoolean(3) ? " WITH GRANT OPTION" : "");
                },
                view);
    }

    /** Of the vectors that the view shows now, or empty where there is no view. */
    private Optional<Integer> dimension(EmbeddingKind kind) throws SQLException {
        return Sql.first(
                connection,
                "SELECT a.atttypmod FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                        + " WHERE a.attname = 'embedding' AND c.relkind = 'v' AND c.relname = ? AND c."
                        + IN_SCHEMA.strip(),
                row -> row.getInt(1),
                kind.view());
    }

    private static List<String> names() {
        return List.of(EmbeddingKind.ITEM.view(), EmbeddingKind.USER.view(), MODEL_VERSION);
    }
}
