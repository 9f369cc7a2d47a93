package io.recoflow.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbTest {
    private static EmbeddedMariaDb database;

    @BeforeAll
    static void start() {
        database = EmbeddedMariaDb.start();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void storesTextInUnicodeAndKeepsItsClockInUtc() throws SQLException {
        database.createDatabase("unicode");
        try (Connection connection = database.connect("unicode");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE cities (name varchar(50))");
            statement.execute("INSERT INTO cities VALUES ('Århus 車')");
            assertThat(single(statement, "SELECT name FROM cities")).isEqualTo("Århus 車");
            assertThat(single(statement, "SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())"))
                    .isEqualTo("00:00:00");
        }
    }

    @Test
    void creatingADatabaseAgainEmptiesIt() throws SQLException {
        database.createDatabase("again");
        try (Connection connection = database.connect("again");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (i int)");
        }
        database.createDatabase("again");
        try (Connection connection = database.connect("again");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT * FROM t")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void refusesADatabaseNameThatIsNotOne() {
        assertThatThrownBy(() -> database.createDatabase("a`; DROP DATABASE mysql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 64 letters, digits and underscores");
    }

    @Test
    void refusesAnyoneWithoutThePassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(""), database.user(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied");
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(""), "root", ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied");
    }

    @Test
    void listensOnItsOneAddressOnly() throws IOException {
        try (Socket socket = new Socket()) {
            // Another address of the loopback interface: a server that listens everywhere would answer.
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.2", database.port()), 1_000))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void anOutageBreaksConnectionsAndKeepsData() throws SQLException {
        database.createDatabase("outage");
        int port = database.port();
        try (Connection connection = database.connect("outage");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (i int)");
            statement.execute("INSERT INTO kept VALUES (7)");

            database.stop();
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> database.connect("outage")).isInstanceOf(SQLException.class);
        } finally {
            database.restart();
        }
        assertThat(database.port()).isEqualTo(port);
        try (Connection connection = database.connect("outage");
                Statement statement = connection.createStatement()) {
            assertThat(single(statement, "SELECT i FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void loadsADumpIntoTheDatabasesThatItNames(@TempDir Path directory) throws IOException, SQLException {
        Path dump = Files.writeString(directory.resolve("dump.sql"), """
                /*!40101 SET NAMES utf8 */;
                CREATE TABLE here (name varchar(20));
                INSERT INTO here VALUES ('Bräcke; it''s');
                CREATE DATABASE /*!32312 IF NOT EXISTS*/ `elsewhere` /*!40100 DEFAULT CHARACTER SET latin1 */;
                USE `elsewhere`;
                CREATE TABLE there (i int);
                INSERT INTO there VALUES (1), (2);
                """);
        database.load("dumped", dump);
        try (Connection connection = database.connect("dumped");
                Statement statement = connection.createStatement()) {
            assertThat(single(statement, "SELECT name FROM here")).isEqualTo("Bräcke; it's");
            assertThat(single(statement, "SELECT count(*) FROM elsewhere.there"))
                    .isEqualTo("2");
        }
    }

    @Test
    void aDumpThatCreatesItsDatabaseDecidesItsCharacterSet(@TempDir Path directory) throws IOException, SQLException {
        Path dump = Files.writeString(directory.resolve("latin.sql"), """
                CREATE DATABASE /*!32312 IF NOT EXISTS*/`latin` /*!40100 DEFAULT CHARACTER SET latin1 */;
                USE `latin`;
                CREATE TABLE products (code varchar(15) PRIMARY KEY) DEFAULT CHARSET=latin1;
                """);
        Path more = Files.writeString(directory.resolve("more.sql"), """
                USE latin;
                CREATE TABLE ratings (code varchar(15), FOREIGN KEY (code) REFERENCES products (code));
                """);
        database.createDatabase("latin");
        database.load("latin", dump);
        database.load("latin", more);
        try (Connection connection = database.connect("latin");
                Statement statement = connection.createStatement()) {
            assertThat(single(statement, "SELECT count(*) FROM ratings")).isEqualTo("0");
        }
    }

    @Test
    void aDumpThatFailsSaysWhere(@TempDir Path directory) throws IOException {
        Path dump = Files.writeString(directory.resolve("bad.sql"), "SELECT 1;\nINSERT INTO nowhere VALUES (1);\n");
        assertThatThrownBy(() -> database.load("dumped_badly", dump))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bad.sql")
                .hasMessageContaining("at line 2")
                .hasMessageContaining("nowhere");
    }

    @Test
    void anotherServerLeavesItsTemporaryTablesAlone() throws SQLException {
        database.createDatabase("temporary");
        try (Connection connection = database.connect("temporary");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE t (i int) ENGINE=Aria");
            statement.execute("INSERT INTO t VALUES (7)");
            EmbeddedMariaDb.start().close();
            statement.execute("FLUSH TABLES");

            assertThat(single(statement, "SELECT i FROM t")).isEqualTo("7");
            statement.execute("DROP TEMPORARY TABLE t");
        }
    }

    @Test
    void closingLeavesNothingBehind() throws IOException {
        Path directory;
        int port;
        try (EmbeddedMariaDb other = EmbeddedMariaDb.start()) {
            port = other.port();
            directory = other.directory();
            assertThat(directory).exists();
            assertThat(port).isNotEqualTo(database.port());
            assertThat(other.password()).isNotEqualTo(database.password());
        }
        assertThat(directory).doesNotExist();
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000))
                    .isInstanceOf(ConnectException.class);
        }
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            assertThat(children.map(child -> child.info().commandLine().orElse("")))
                    .noneMatch(line -> line.contains(directory.toString()));
        }
    }

    private static String single(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
