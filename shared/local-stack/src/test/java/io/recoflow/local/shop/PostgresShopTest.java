package io.recoflow.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PostgresShopTest {
    private static final SampleShop SHOP = new SampleShop(100, 50, 10, 42, LocalDate.of(2026, 11, 19));

    @Test
    void isTheSameShopInPostgresAsInMariaDb() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
                Connection inPostgres = postgres.getPostgresDatabase().getConnection();
                EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start()) {
            mariaDb.createDatabase("shop");
            try (Connection inMariaDb = mariaDb.connect("shop")) {
                SHOP.createIn(inMariaDb);
                SHOP.createIn(inPostgres);
                for (String query : new String[] {
                    "SELECT count(*), sum(\"productRating\"), sum(\"customerNumber\") FROM ratings",
                    "SELECT count(*), sum(\"creditLimit\"), count(\"postalCode\") FROM customers",
                    "SELECT count(*), sum(\"MSRP\"), sum(\"quantityInStock\") FROM products",
                    "SELECT count(*), max(\"orderDate\"), count(\"shippedDate\") FROM orders",
                    "SELECT count(*), sum(\"priceEach\"), sum(\"quantityOrdered\") FROM orderdetails"
                }) {
                    assertThat(row(inPostgres, query)).isEqualTo(row(inMariaDb, query.replace("\"", "`")));
                }
            }
        }
    }

    private static String row(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1) + " " + result.getString(2) + " " + result.getString(3);
        }
    }
}
