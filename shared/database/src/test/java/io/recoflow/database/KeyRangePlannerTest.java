package io.recoflow.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.database.mapping.TableMapping;
import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRangePlannerTest {

    private static final int RANGES = 8;

    private static final String DATABASE = "shop";

    /** Its key may be of any type here. */
    private static final TableContract RATINGS = new TableContract(
                    "ratings",
                    List.of(
                            ColumnContract.ofAnyType("k").inUse(),
                            ColumnContract.of("code", new ColumnType.Text(15)).inUse(),
                            ColumnContract.of("rating", new ColumnType.Whole(32))
                                    .inUse()))
            .keyedBy("k", "code");

    /** How a range is read. */
    private static final String READ =
            "(SELECT k, code, rating, k AS _range_key, code AS _range_key_2 FROM ratings) AS source_rows";

    private static EmbeddedMariaDb mariaDb;
    private static EmbeddedPostgres postgres;

    private final List<Connection> connections = new ArrayList<>();

    @BeforeAll
    static void startServers() throws IOException {
        mariaDb = EmbeddedMariaDb.start();
        mariaDb.createDatabase(DATABASE);
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
    }

    @AfterAll
    static void stopServers() throws IOException {
        postgres.close();
        mariaDb.close();
    }

    @AfterEach
    void close() throws SQLException {
        for (Connection connection : connections) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS ratings");
            }
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutsATableIntoRangesOfAboutEqualSizeHoweverHeavyOneKeyIs(SourceDialect dialect) throws SQLException {
        Connection connection = table(dialect, "PRIMARY KEY (k, code)");
        // A third of 15,000 rows is of the key 500, every other key has 10.
        fill(connection, "SELECT n / 10, CONCAT('P', n), 1", 10_000);
        fill(connection, "SELECT 500, CONCAT('H', n), 1", 5_000);

        List<KeyRange> ranges = plan(connection, dialect);

        long fairShare = 15_000 / RANGES;
        assertThat(ranges).hasSizeBetween(RANGES, RANGES + RANGES / 2);
        assertThat(ranges).allMatch(range -> range.rows() <= fairShare * 3 / 2);
        assertThat(ranges.stream().mapToLong(KeyRange::rows).sum()).isEqualTo(15_000);
        for (KeyRange range : ranges) {
            assertThat(count(connection, range.predicate()))
                    .as(range.predicate())
                    .isEqualTo(range.rows());
        }
        assertEveryRowIsInOneRange(connection, ranges);
        assertThat(ranges).allSatisfy(range -> assertNoFullScan(connection, dialect, range));
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoGapForRowsThatComeLater(SourceDialect dialect) throws SQLException {
        Connection connection = table(dialect, "");
        execute(connection, "CREATE INDEX by_key ON ratings (k, code)");
        fill(connection, "SELECT 10 * n, 'P', 1", 4_000);
        fill(connection, "SELECT 20000, CONCAT('H', n), 1", 4_000);
        fill(connection, "SELECT NULL, 'N', 1", 100);
        List<KeyRange> ranges = plan(connection, dialect);
        assertThat(ranges.stream().mapToLong(KeyRange::rows).sum()).isEqualTo(8_100);

        fill(connection, "SELECT n - 500, 'P', 1", 1_000);
        fill(connection, "SELECT 39000 + 3 * n, 'P', 1", 1_000);
        fill(connection, "SELECT 20000, CONCAT('G', n), 1", 100);
        fill(connection, "SELECT 20000, CONCAT('Z', n), 1", 100);
        fill(connection, "SELECT 20000, NULL, 1", 100);
        fill(connection, "SELECT NULL, NULL, 1", 100);

        assertThat(ranges).hasSizeGreaterThan(RANGES - 2);
        assertEveryRowIsInOneRange(connection, ranges);
    }

    @ParameterizedTest
    @EnumSource
    void cutsAHeavyKeyAtCodesWithQuotesAndBackslashes(SourceDialect dialect) throws SQLException {
        Connection connection = table(dialect, "PRIMARY KEY (k, code)");
        String awkward = dialect == SourceDialect.MYSQL ? "'\\'\\\\\"%_'" : "'''\\\"%_'";
        fill(connection, "SELECT 7, CONCAT(" + awkward + ", n), 1", 4_000);

        List<KeyRange> ranges = plan(connection, dialect);

        assertThat(ranges).hasSizeGreaterThan(3);
        assertThat(ranges.stream().map(KeyRange::predicate).collect(Collectors.joining()))
                .contains("'");
        assertEveryRowIsInOneRange(connection, ranges);
    }

    /** Rows that are alike cannot be parted; what the plan says of the ranges is still true. */
    @ParameterizedTest
    @EnumSource
    void countsRowsRightlyWhereAHeavyKeyCannotBeCutEvenly(SourceDialect dialect) throws SQLException {
        Connection connection = table(dialect, "");
        execute(connection, "CREATE INDEX by_key ON ratings (k, code)");
        fill(connection, "SELECT 7, 'same', 1", 3_500);
        fill(connection, "SELECT 7, NULL, 1", 1_500);

        List<KeyRange> ranges = plan(connection, dialect);

        for (KeyRange range : ranges) {
            assertThat(count(connection, range.predicate()))
                    .as(range.predicate())
                    .isEqualTo(range.rows());
        }
        assertEveryRowIsInOneRange(connection, ranges);
    }

    @ParameterizedTest
    @EnumSource
    void takesATableWithoutAnIndexAsOneRange(SourceDialect dialect) throws SQLException {
        Connection connection = table(dialect, "");
        fill(connection, "SELECT n, 'P', 1", 5_000);

        assertThat(plan(connection, dialect)).containsExactly(new KeyRange("1 = 1", 5_000));
    }

    @ParameterizedTest
    @EnumSource
    void takesAnEmptyTableAndASmallOneAsOneRange(SourceDialect dialect) throws SQLException {
        Connection connection = table(dialect, "PRIMARY KEY (k, code)");
        assertThat(plan(connection, dialect)).containsExactly(new KeyRange("1 = 1", 0));

        fill(connection, "SELECT n, 'P', 1", 900);

        assertThat(plan(connection, dialect)).containsExactly(new KeyRange("1 = 1", 900));
    }

    /** Customers are numbered by text in many shops, and by numbers without a sign in others. */
    @ParameterizedTest
    @EnumSource
    void cutsByKeysOfOtherTypesAsWell(SourceDialect dialect) throws SQLException {
        boolean mysql = dialect == SourceDialect.MYSQL;
        List<String> types = mysql
                ? List.of("varchar(40)", "bigint unsigned", "char(40)")
                : List.of("varchar(40)", "numeric", "uuid");
        for (String type : types) {
            Connection connection = table(dialect, "");
            execute(
                    connection,
                    mysql
                            ? "ALTER TABLE ratings MODIFY k " + type
                            : "ALTER TABLE ratings ALTER k TYPE " + type + " USING NULL");
            execute(connection, "CREATE INDEX by_key ON ratings (k, code)");
            String value = type.equals("uuid")
                    ? "md5(CAST(n % 400 AS text))::uuid"
                    : type.equals("bigint unsigned")
                            ? "18446744073709551615 - n % 400"
                            : type.equals("numeric") ? "n % 400 + 0.5" : "CONCAT('it''s ', n % 400)";
            fill(connection, "SELECT " + value + ", CONCAT('P', n), 1", 4_000);
            fill(connection, "SELECT NULL, CONCAT('P', n), 1", 10);

            List<KeyRange> ranges = plan(connection, dialect);

            assertThat(ranges).as(type).hasSizeGreaterThan(3);
            assertThat(ranges.stream().mapToLong(KeyRange::rows).sum()).isEqualTo(4_010);
            assertEveryRowIsInOneRange(connection, ranges);
            assertThat(ranges).allSatisfy(range -> assertThat(count(connection, range.predicate()))
                    .as(type + " " + range.predicate())
                    .isEqualTo(range.rows()));
            execute(connection, "DROP TABLE ratings");
        }
    }

    private Connection table(SourceDialect dialect, String constraint) throws SQLException {
        Connection connection = dialect == SourceDialect.MYSQL
                ? mariaDb.connect(DATABASE)
                : postgres.getPostgresDatabase().getConnection();
        connections.add(connection);
        String more = constraint.isEmpty() ? "" : ", " + constraint;
        execute(connection, "CREATE TABLE ratings (k int, code varchar(15), rating int" + more + ")");
        return connection;
    }

    /** Adds a row for each n from 1 to {@code rows}. */
    private static void fill(Connection connection, String select, int rows) throws SQLException {
        boolean postgres = connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
        String numbers = postgres
                ? "generate_series(1, " + rows + ") AS s (n)"
                : "(SELECT CAST(seq AS SIGNED) AS n FROM seq_1_to_" + rows + ") s";
        String from = postgres ? select : select.replace("n / 10", "n DIV 10");
        execute(connection, "INSERT INTO ratings " + from + " FROM " + numbers);
        execute(connection, postgres ? "ANALYZE ratings" : "ANALYZE TABLE ratings");
    }

    private static List<KeyRange> plan(Connection connection, SourceDialect dialect) throws SQLException {
        FoundTable table =
                new SourceSchemaReader(connection, dialect, Optional.empty()).read(RATINGS, TableMapping.NONE);
        assertThat(table.problems()).isEmpty();
        SourceQuery query = SourceQuery.of(connection, dialect, table, RATINGS, List.of(), Optional.empty());
        return new KeyRangePlanner(connection, dialect, 100, 1_000).plan(query, RANGES);
    }

    private static void assertEveryRowIsInOneRange(Connection connection, List<KeyRange> ranges) throws SQLException {
        String hits = ranges.stream()
                .map(range -> "CASE WHEN " + range.predicate() + " THEN 1 ELSE 0 END")
                .collect(Collectors.joining(" + "));
        assertThat(count(connection, "(" + hits + ") <> 1"))
                .as("rows in no range or in several")
                .isZero();
    }

    private static void assertNoFullScan(Connection connection, SourceDialect dialect, KeyRange range)
            throws SQLException {
        String plan = text(connection, "EXPLAIN SELECT k, code, rating FROM " + READ + " WHERE " + range.predicate());
        if (dialect == SourceDialect.MYSQL) {
            assertThat(plan).as(range.predicate()).contains(" range ").doesNotContain(" ALL ", " index ");
        } else {
            assertThat(plan).as(range.predicate()).contains("Index").doesNotContain("Seq Scan");
        }
    }

    private static long count(Connection connection, String condition) throws SQLException {
        return Long.parseLong(text(connection, "SELECT count(*) FROM " + READ + " WHERE " + condition)
                .strip());
    }

    /** All values of a result, with spaces between them. */
    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(rows.getString(column)).append(' ');
                }
            }
            return text.toString();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
