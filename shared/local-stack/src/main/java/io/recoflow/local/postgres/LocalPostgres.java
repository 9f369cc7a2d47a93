package io.recoflow.local.postgres;

import java.util.Optional;

/**
 * PostgreSQL with pgvector on a free port of 127.0.0.1, empty at first, gone after {@link #close} or when the virtual
 * machine ends. It is the server that is installed on this machine, where there is one with pgvector; else PGlite, which
 * npm installs.
 *
 * <p>PGlite is PostgreSQL as one session in one process. Its connections take turns transaction by transaction, so that
 * no lock is ever waited for; what a session has (settings, advisory locks, prepared statements) they share; every
 * password is the right one. The environment variable {@value #CHOICE} with the value {@code pglite} chooses it
 * everywhere.
 */
public final class LocalPostgres implements AutoCloseable {

    static final String USER = "postgres";
    private static final String CHOICE = "RECOFLOW_LOCAL_POSTGRES";

    private final String jdbcUrl;
    private final String password;
    private final boolean installed;
    private final AutoCloseable server;

    private LocalPostgres(String jdbcUrl, String password, boolean installed, AutoCloseable server) {
        this.jdbcUrl = jdbcUrl;
        this.password = password;
        this.installed = installed;
        this.server = server;
    }

    /**
     * Starts a server, and returns when it answers.
     *
     * @throws IllegalStateException when it does not start, or neither PostgreSQL with pgvector nor Node.js is installed
     */
    public static LocalPostgres start() {
        Optional<PostgresPrograms> programs =
                "pglite".equals(System.getenv(CHOICE)) ? Optional.empty() : PostgresPrograms.withVector();
        return programs.map(LocalPostgres::startInstalled).orElseGet(LocalPostgres::startPglite);
    }

    /** As {@link #start}, but PGlite in any case. */
    public static LocalPostgres startPglite() {
        PgliteServer server = PgliteServer.start();
        // Prepared statements have names of the session, which all connections share.
        return new LocalPostgres(url(server.port()) + "&prepareThreshold=0", "any", false, server);
    }

    private static LocalPostgres startInstalled(PostgresPrograms programs) {
        InstalledServer server = InstalledServer.start(programs);
        return new LocalPostgres(url(server.port()), server.password(), true, server);
    }

    /** Of the database {@code postgres}; it has a query part, to which more can be added. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** A superuser. */
    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Whether it is a server like any other, with a session for each connection. */
    public boolean isInstalled() {
        return installed;
    }

    /** Ends the server and forgets what it stored. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Cannot end PostgreSQL", e);
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable";
    }
}
