package io.recoflow.local.database;

import io.recoflow.local.process.FreePort;
import io.recoflow.local.process.LocalServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A real MariaDB in a temporary directory, on a free port of 127.0.0.1. It speaks the MySQL protocol, stores text as
 * utf8mb4 and keeps its clock in UTC. It starts in about a second, ends, and its directory is deleted, at {@link #close} or
 * when the virtual machine ends.
 *
 * <p>The build unpacks its programs, for Linux on x86-64, so the project must be built and the system property
 * {@code recoflow.home} set.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
    private static final String USER = "shop";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Pattern DATABASE_NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private final MariaDbPrograms programs;
    private final LocalServer server = LocalServer.create("MariaDB", START_LIMIT);
    private final String password = randomPassword();
    private int port;

    private EmbeddedMariaDb(MariaDbPrograms programs) {
        this.programs = programs;
    }

    /**
     * Starts a server with no database of its own, and returns when it accepts connections.
     *
     * @throws IllegalStateException when the project is not built or the server does not start
     */
    public static EmbeddedMariaDb start() {
        EmbeddedMariaDb database = new EmbeddedMariaDb(MariaDbPrograms.unpacked());
        try {
            database.programs.install(database.directory(), USER, database.password);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database.server.start(() -> {
            database.port = FreePort.find();
            database.launch();
            return database;
        });
    }

    /** The port on 127.0.0.1; it stays the same through {@link #stop} and {@link #restart}. */
    public int port() {
        return port;
    }

    /** The URL of a database, without user and password, as a job takes it: {@code jdbc:mysql://127.0.0.1:...}. */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
    }

    /** A user who may do everything, on every database. */
    public String user() {
        return USER;
    }

    /** The user's password: 32 hexadecimal digits, other ones for every instance. */
    public String password() {
        return password;
    }

    /**
     * Creates an empty database; an existing one of that name is dropped with all its data.
     *
     * @param name 1 to 64 letters, digits and underscores
     */
    public void createDatabase(String name) {
        String checked = checkedName(name);
        execute("DROP DATABASE IF EXISTS `" + checked + "`", "CREATE DATABASE `" + checked + "`");
    }

    /**
     * Opens a connection with Connector/J. The caller closes it.
     *
     * @throws SQLException when the database does not exist or the server is stopped
     */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5000");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /**
     * Runs a file of SQL statements, such as mysqldump writes, with MariaDB's own client. The database is created if it
     * does not exist; the file may create and use others. An empty database that the file creates itself is left to it,
     * so that it gets the character set that the file says.
     *
     * @param dump a file in UTF-8
     * @throws IllegalStateException with the client's message, when a statement fails; those before it have been run
     */
    public void load(String database, Path dump) {
        String checked = checkedName(database);
        boolean createsItself = new Dump(dump).creates(checked) && isEmpty(checked);
        execute((createsItself ? "DROP DATABASE IF EXISTS `" : "CREATE DATABASE IF NOT EXISTS `") + checked + "`");
        programs.runClient(port, USER, password, createsItself ? "" : checked, dump);
    }

    /** Ends the server at once, like an outage: open connections break, committed data stays. */
    public synchronized void stop() {
        server.stop();
    }

    /** Starts the server again, with the same port and data, after {@link #stop}; a running one is stopped first. */
    public synchronized void restart() {
        stop();
        launch();
    }

    /** Ends the server and deletes its directory. */
    @Override
    public synchronized void close() {
        server.close();
    }

    /** Where the server keeps its files. */
    Path directory() {
        return server.directory();
    }

    private void launch() {
        server.run(programs.serverCommand(directory(), port), Map.of(), this::accepts);
    }

    private boolean accepts() {
        try (Connection connection = connect("")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean isEmpty(String database) {
        try (Connection connection = connect("information_schema");
                PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM tables WHERE table_schema = ?")) {
            statement.setString(1, database);
            try (ResultSet count = statement.executeQuery()) {
                return count.next() && count.getLong(1) == 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("MariaDB refused a query: " + e.getMessage(), e);
        }
    }

    private void execute(String... statements) {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("MariaDB refused a statement: " + e.getMessage(), e);
        }
    }

    private static String checkedName(String database) {
        if (!DATABASE_NAME.matcher(database).matches()) {
            throw new IllegalArgumentException("Cannot use the database name '" + database
                    + "': it must have 1 to 64 letters, digits and underscores");
        }
        return database;
    }

    private static String randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
