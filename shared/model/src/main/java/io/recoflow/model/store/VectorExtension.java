package io.recoflow.model.store;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pgvector in a database: there, created, or a line that says what to do. */
final class VectorExtension {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    /** The first with {@code subvector}. */
    private static final int OLDEST_MINOR = 7;

    private final Connection connection;
    private final VectorDatabase database;
    private final LoadEvents events;

    /** @param events told of what is wrong with a version that can be used */
    VectorExtension(Connection connection, VectorDatabase database, LoadEvents events) {
        this.connection = connection;
        this.database = database;
        this.events = events;
    }

    /** What is known to be wrong with a version, in one line with what to do about it. */
    static Optional<String> flaw(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || !matcher.group(1).equals("0")) {
            return Optional.empty();
        }
        int minor = Integer.parseInt(matcher.group(2));
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        if (minor > 8 || (minor == 8 && patch > 2)) {
            return Optional.empty();
        }
        String trouble = minor < 8 || patch < 2
                ? "building an HNSW index by parallel workers can leak other tables' data or crash the server"
                        + " (CVE-2026-3172)"
                : "a vacuum can damage an HNSW index";
        return Optional.of("pgvector " + version + " has a flaw: " + trouble + ". Upgrade the server, and run ALTER"
                + " EXTENSION vector UPDATE, to 0.8.3 or later");
    }

    /** Creates the extension where it is not; a trusted one needs no superuser. */
    void ensure() throws SQLException {
        if (installed().isEmpty()) {
            requireAvailable();
            try {
                Sql.execute(connection, "CREATE EXTENSION IF NOT EXISTS vector");
            } catch (SQLException e) {
                if (StoreFailures.isCancelled(e)) {
                    throw e;
                }
                throw absent(
                        "user " + database.credentials().user() + " cannot create it ("
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("") + ")",
                        "Have an administrator run CREATE EXTENSION vector in this database, once");
            }
        }
        requireUsable();
    }

    /** As {@link #ensure}, but creates nothing. */
    void check() throws SQLException {
        if (installed().isEmpty()) {
            requireAvailable();
        } else {
            requireUsable();
        }
    }

    private Optional<String> installed() throws SQLException {
        return Sql.first(
                connection, "SELECT extversion FROM pg_extension WHERE extname = 'vector'", row -> row.getString(1));
    }

    private void requireAvailable() throws SQLException {
        if (!Sql.isTrue(connection, "SELECT count(*) > 0 FROM pg_available_extensions WHERE name = 'vector'")) {
            throw absent(
                    "the server does not have it",
                    "Install pgvector 0.7 or later on the server; RDS for PostgreSQL and Aurora have it in their newer"
                            + " minor versions");
        }
    }

    private void requireUsable() throws SQLException {
        String version = installed().orElse("");
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || (matcher.group(1).equals("0") && Integer.parseInt(matcher.group(2)) < OLDEST_MINOR)) {
            throw absent(
                    "it is version " + version + ", and 0.7 or later is needed",
                    "Run ALTER EXTENSION vector UPDATE, after an upgrade of the server where that does not help");
        }
        if (!Sql.isTrue(connection, "SELECT to_regtype('vector') IS NOT NULL")) {
            String schema = Sql.first(
                            connection,
                            "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'vector'",
                            row -> row.getString(1))
                    .orElse("");
            throw absent(
                    "it is in the schema " + schema + ", which is not on the search path",
                    "Name that schema too in --vector-url: ?currentSchema=yours," + schema);
        }
        flaw(version).ifPresent(events::warning);
    }

    private JobException absent(String cause, String fix) {
        return new JobException(
                ExitCode.SCHEMA_MISMATCH, "Cannot use the extension vector of " + database.url(), cause, fix);
    }
}
