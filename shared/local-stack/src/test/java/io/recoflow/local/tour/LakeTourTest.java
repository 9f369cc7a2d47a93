package io.recoflow.local.tour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.testkit.SqlRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTourTest {
    private static final String SNAPSHOT = "snapshot=20261120T080000Z";

    private final Path lake;

    LakeTourTest(@TempDir Path lake) {
        this.lake = lake;
    }

    @Test
    void showsHowMuchThereIsInTheNewestSnapshot() throws IOException, SQLException {
        writeLake();
        assertThat(tour())
                .contains("ratings        9\n")
                .contains("customers      3\n")
                .contains("files          3\n")
                .containsPattern("size +[1-9]\\d* KB")
                .contains(lake.resolve("ratings_ml_training").resolve(SNAPSHOT).toString());
    }

    @Test
    void showsTheRowsOfATypicalCustomersFolder() throws IOException, SQLException {
        writeLake();
        assertThat(tour())
                .contains("One customer's folder, customerNumber=112:")
                .containsPattern("city +state +postalCode +country +creditLimit +productCode")
                .containsPattern("Nantes +NULL +44000 +France +21000.00 +S1_1 ");
    }

    @Test
    void showsWhatSellsBestByName() throws IOException, SQLException {
        writeLake();
        assertThat(tour())
                .contains("Popular products, everywhere:")
                .containsPattern("1 +S1_1 +1957 Corvane Coupe +1,200 +7\n")
                .containsPattern("5 +S1_5 ")
                .doesNotContainPattern("6 +S1_6 ")
                .contains("Popular products, France:")
                .containsPattern("1 +S1_2 +90 +7\n");
    }

    @Test
    void theQueryToBeginWithReadsTheNewestSnapshotOnly() throws IOException, SQLException {
        writeLake();
        String[] statements = StarsQuery.of(lake).split(";\n");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckDb = connection.createStatement()) {
            duckDb.execute(statements[0]);
            assertThat(SqlRows.text(connection, statements[1])).containsExactly("Ships|4.0|9");
        }
    }

    @Test
    void aLakeWithoutAPointerIsOneLine() {
        assertThatThrownBy(this::tour)
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("the job wrote no snapshot")
                .hasMessageContaining("_latest");
    }

    @Test
    void aPointerToNothingIsOneLine() throws IOException, SQLException {
        writeLake();
        Files.writeString(lake.resolve("ratings_ml_training/_latest"), "{}");
        assertThatThrownBy(this::tour).isInstanceOf(DemoException.class).hasMessageContaining("names no snapshot");
    }

    private String tour() throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            new LakeTour(lake, Map.of("S1_1", "1957 Corvane Coupe"), out).show();
        }
        return bytes.toString(UTF_8);
    }

    /** Three customers with 2, 5 and 2 ratings, six popular products, and an older snapshot that nobody must see. */
    private void writeLake() throws IOException, SQLException {
        Path ratings = Files.createDirectories(lake.resolve("ratings_ml_training"));
        Path popular = Files.createDirectories(lake.resolve("popular_products").resolve(SNAPSHOT));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckDb = connection.createStatement()) {
            for (String snapshot : new String[] {"snapshot=20261119T080000Z", SNAPSHOT}) {
                duckDb.execute("""
                        COPY (SELECT 'Nantes' city, NULL::varchar state, '44000' "postalCode", 'France' country,
                            21000::decimal(10,2) "creditLimit", 'S1_' || p "productCode", 'Ships' "productLine",
                            '1:700' "productScale", 7::smallint "quantityInStock", 1.5::decimal(10,2) "buyPrice",
                            2.5::decimal(10,2) "MSRP", 4 "productRating", c "customerNumber"
                          FROM (VALUES (103, 2), (112, 5), (114, 2)) v(c, n), range(1, 6) r(p) WHERE p <= n)
                        TO '%s' (FORMAT parquet, PARTITION_BY ("customerNumber"), COMPRESSION snappy)
                        """.formatted(ratings.resolve(snapshot)));
            }
            duckDb.execute("""
                    COPY (SELECT 'all' "scope", NULL::varchar country, i::int "rank", 'S1_' || i "productCode",
                        (1201 - i)::bigint "quantityOrdered", 7::int "windowDays" FROM range(1, 7) r(i)
                      UNION ALL SELECT 'country', 'France', 1, 'S1_2', 90, 7
                      UNION ALL SELECT 'country', 'Spain', 1, 'S1_1', 80, 7)
                    TO '%s' (FORMAT parquet)
                    """.formatted(popular.resolve("part-0.snappy.parquet")));
        }
        String pointer = "{\"formatVersion\": 1, \"snapshot\": \"" + SNAPSHOT + "\"}\n";
        Files.writeString(ratings.resolve("_latest"), pointer);
        Files.writeString(lake.resolve("popular_products/_latest"), pointer);
    }
}
