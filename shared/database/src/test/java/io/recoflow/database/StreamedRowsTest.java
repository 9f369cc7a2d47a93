package io.recoflow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.database.mapping.TableMapping;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.Secret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How rows come from MySQL: a table of 60 MB is more than the sockets between server and reader hold. */
final class StreamedRowsTest {

    private static final int ROWS = 60_000;
    private static final String DATABASE = "shop";
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private static EmbeddedMariaDb mariaDb;

    @BeforeAll
    static void start() throws SQLException {
        mariaDb = EmbeddedMariaDb.start();
        mariaDb.createDatabase(DATABASE);
        execute(
                "CREATE TABLE long_rows (n int PRIMARY KEY, f float, long_text varchar(1000))",
                "INSERT INTO long_rows SELECT seq, 16777217, REPEAT('x', 1000) FROM seq_1_to_" + ROWS,
                // What a server has by default, in seconds instead of a minute.
                "SET GLOBAL net_write_timeout = 1");
    }

    @AfterAll
    static void stop() {
        mariaDb.close();
    }

    @Test
    void aReadOfSparkLeavesNoCopyInTheServerAndNoneHere() throws Exception {
        try (SparkSession session = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            SourceDatabase database = database("");
            TableContract contract = new TableContract("long_rows", List.of()).using(List.of("n", "long_text"));
            long before = rowsInTemporaryTables();
            execute("SET GLOBAL log_output = 'TABLE'", "SET GLOBAL general_log = ON");

            long read;
            try (Connection connection = database.connect()) {
                FoundTable table = new SourceSchemaReader(connection, SourceDialect.MYSQL, Optional.empty())
                        .read(contract, TableMapping.NONE);
                SourceQuery query =
                        SourceQuery.of(connection, SourceDialect.MYSQL, table, contract, List.of(), Optional.empty());
                read = new SourceTableReader(session, database)
                        .read(query, List.of(new KeyRange("n <= 30000", 30_000), new KeyRange("n > 30000", 30_000)))
                        .filter("length(long_text) = 1000")
                        .count();
            }

            execute("SET GLOBAL general_log = OFF");
            assertThat(read).isEqualTo(ROWS);
            assertThat(rowsInTemporaryTables() - before).isLessThan(ROWS / 10);
            // What the driver says before rows that it does not keep, here of each range.
            assertThat(number("SELECT count(*) FROM mysql.general_log WHERE argument = 'SET net_write_timeout=3600'"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aReaderThatPausesForLongerThanTheServersPatienceGetsEveryRow() throws SQLException {
        assertThat(rowsWithAPause(database(""))).isEqualTo(ROWS);
        // Without what the URL says of it, the server gives up.
        assertThatThrownBy(() -> rowsWithAPause(database("?netTimeoutForStreamingResults=0")))
                .isInstanceOf(SQLException.class)
                .satisfies(failure ->
                        assertThat(SourceFailures.isTemporary(failure)).isTrue());
    }

    @Test
    void aConnectionThatBreaksAmongTheRowsIsAnOutage() {
        assertThatThrownBy(StreamedRowsTest::readThroughABreak)
                .isInstanceOf(SQLException.class)
                .satisfies(failure ->
                        assertThat(SourceFailures.isTemporary(failure)).isTrue());
    }

    @Test
    void valuesAreThoseThatTheServerHolds() throws SQLException {
        try (Connection connection = database("").connect();
                PreparedStatement statement = statement(connection);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            // The server's text of it is 16777200.
            assertThat(rows.getDouble("f")).isEqualTo(16_777_216);
        }
    }

    private static int rowsWithAPause(SourceDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = statement(connection);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            await().during(PAUSE).atMost(PAUSE.multipliedBy(3)).until(() -> true);
            return 1 + count(rows);
        }
    }

    private static void readThroughABreak() throws SQLException {
        try (Connection connection = database("").connect();
                PreparedStatement statement = statement(connection);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            execute("KILL " + connectionId());
            var unused = count(rows);
        }
    }

    private static PreparedStatement statement(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement("SELECT * FROM long_rows");
        statement.setFetchSize(100);
        return statement;
    }

    private static int count(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }

    private static long rowsInTemporaryTables() throws SQLException {
        return number("SELECT variable_value FROM information_schema.global_status"
                + " WHERE variable_name = 'HANDLER_TMP_WRITE'");
    }

    /** Of the connection that reads. */
    private static long connectionId() throws SQLException {
        return number("SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT * FROM long_rows%'");
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = mariaDb.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = mariaDb.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static SourceDatabase database(String parameters) {
        return new SourceDatabase(
                mariaDb.jdbcUrl(DATABASE) + parameters,
                SourceDialect.MYSQL,
                new DatabaseCredentials(mariaDb.user(), new Secret(mariaDb.password())),
                100,
                Duration.ofSeconds(30),
                Optional.empty());
    }
}
