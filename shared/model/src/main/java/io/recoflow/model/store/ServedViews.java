package io.recoflow.model.store;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private static final List<String> NAMES =
            List.of(EmbeddingKind.ITEM.view(), EmbeddingKind.USER.view(), MODEL_VERSION);

    private static final String IN_SCHEMA = " relnamespace = to_regnamespace(quote_ident(current_schema()))";

    private final Connection connection;

    ServedViews(Connection connection) {
        this.connection = connection;
    }

    /** The version that readers see, or empty where they cannot see one. */
    Optional<String> version() throws SQLException {
        boolean whole = Sql.isTrue(
                connection,
                "SELECT count(*) = " + NAMES.size() + " FROM pg_class WHERE relkind = 'v' AND relname IN ("
                        + NAMES.stream().map(Sql::literal).collect(Collectors.joining(", ")) + ") AND" + IN_SCHEMA);
        return whole
                ? Sql.first(connection, "SELECT version FROM " + MODEL_VERSION, row -> row.getString(1))
                : Optional.empty();
    }

    /** @throws JobException with exit code 4 where a view's name is taken by something else */
    void requireNames() throws SQLException {
        for (String name : NAMES) {
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
        Optional<String> otherIds = otherIds(stored);
        Duration atLeastOnce = limit.isZero() ? Duration.ofMillis(1) : limit;
        RetryPolicy<Object> policy = RetryPolicy.builder()
                .handleIf((Throwable failure) -> StoreFailures.isLockTimeout(failure))
                .withDelay(SHORTEST_PAUSE, LONGEST_PAUSE)
                .withMaxRetries(-1)
                .withMaxDuration(atLeastOnce)
                .onFailedAttempt(failed -> {
                    if (failed.getAttemptCount() == 1) {
                        events.progress("A reader holds the views; trying the swap until it lets go.");
                    }
                })
                .build();
        try {
            Failsafe.with(policy)
                    .run(attempt -> Sql.transaction(connection, () -> replaceAll(stored, attempt.getAttemptCount())));
            otherIds.ifPresent(events::warning);
        } catch (FailsafeException wrapped) {
            Throwable failure = wrapped.getCause();
            if (failure != null && StoreFailures.isLockTimeout(failure)) {
                throw new JobException(
                        ExitCode.UNAVAILABLE,
                        "Cannot swap the views to version " + stored.version(),
                        "a session held them for longer than --vector-timeout",
                        "End it (SELECT pid FROM pg_locks WHERE relation = 'item_emb'::regclass shows it) and run the"
                                + " job again: the version is loaded, and will only be swapped",
                        failure);
            }
            throw failure instanceof Exception checked ? checked : wrapped;
        }
    }

    private void replaceAll(StoredVersion stored, int attempt) throws SQLException {
        Sql.execute(connection, "SET LOCAL lock_timeout = " + LOCK_TIMEOUT.toMillis());
        lockAll(attempt);
        for (EmbeddingKind kind : EmbeddingKind.values()) {
            replace(
                    kind.view(),
                    "SELECT id, embedding FROM " + kind.table(stored.version()),
                    sameColumns(kind, stored));
        }
        replace(
                MODEL_VERSION,
                "SELECT " + Sql.literal(stored.version()) + "::text AS version, " + stored.dimension()
                        + "::int AS dimension, " + stored.similarityDimensions() + "::int AS similarity_dimensions, "
                        + Sql.literal(loadedAt(stored.version())) + "::timestamptz AS loaded_at",
                true);
    }

    /**
     * Locks the views and not what they read, by changing nothing about them. In one round trip, because a reader that
     * finds one of them locked may hold another, and has no time to here; and from another one each time, because such a
     * reader is in nobody's way where the one that it begins with is locked first.
     */
    private void lockAll(int attempt) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String view = NAMES.get((attempt + i) % NAMES.size());
            statements.add("ALTER VIEW IF EXISTS " + view + " ALTER COLUMN "
                    + (view.equals(MODEL_VERSION) ? "version" : "id") + " DROP DEFAULT");
        }
        Sql.execute(connection, String.join("; ", statements));
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

    /** What to tell readers whose queries compare ids of users with values of another type. */
    private Optional<String> otherIds(StoredVersion stored) throws SQLException {
        List<String> shown = columns(EmbeddingKind.USER.view());
        List<String> next = columns(unquoted(EmbeddingKind.USER.table(stored.version())));
        return shown.isEmpty() || shown.get(0).equals(next.get(0))
                ? Optional.empty()
                : Optional.of("The ids of " + EmbeddingKind.USER.view() + " are " + next.get(0) + " from version "
                        + stored.version() + " on, and were " + shown.get(0)
                        + ": queries must compare them with values of that type.");
    }

    /** Whether the view shows columns of the types that the version's table has; or there is no view. */
    private boolean sameColumns(EmbeddingKind kind, StoredVersion stored) throws SQLException {
        List<String> shown = columns(kind.view());
        return shown.isEmpty() || shown.equals(columns(unquoted(kind.table(stored.version()))));
    }

    private static String unquoted(String table) {
        return table.replace("\"", "");
    }

    /** The types of a table's or view's columns, in their order; none where it is not there. */
    private List<String> columns(String relation) throws SQLException {
        return Sql.rows(
                connection,
                "SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                        + " WHERE a.attnum > 0 AND c.relname = ? AND c." + IN_SCHEMA.strip() + " ORDER BY a.attnum",
                row -> row.getString(1),
                relation);
    }
}
