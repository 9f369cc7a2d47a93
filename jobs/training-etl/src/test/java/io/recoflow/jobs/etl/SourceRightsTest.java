package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user who may read what the job uses and nothing else, or not even that. */
class SourceRightsTest {

    private static final String PASSWORD = "only to read";

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void onTheColumnsInUseAreEnoughInMariaDb() throws SQLException {
        LooseShop.createIn(etl);
        String user = "reader_" + etl.database();
        etl.sql(
                "CREATE USER " + user + " IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT (customerNumber, productCode, productRating) ON ratings TO " + user,
                "GRANT SELECT (customerNumber, city, state, postalCode, country, creditLimit) ON customers TO " + user,
                "GRANT SELECT (productCode, productLine, productScale, quantityInStock, buyPrice, MSRP) ON products TO "
                        + user,
                "GRANT SELECT (orderNumber, orderDate, customerNumber, status) ON orders TO " + user,
                "GRANT SELECT (orderNumber, productCode, quantityOrdered) ON orderdetails TO " + user);
        String url = TrainingEtlHarness.server().jdbcUrl(etl.database());

        assertThat(etl.runAgainst(url, user, PASSWORD).exits(0).balance().written())
                .isEqualTo(LooseShop.RATINGS);

        etl.sql(
                "REVOKE SELECT (city) ON customers FROM " + user,
                "REVOKE SELECT (orderNumber, productCode," + " quantityOrdered) ON orderdetails FROM " + user);
        assertThat(etl.runAgainst(url, user, PASSWORD).error(4))
                .contains(
                        "customers.city: unreadable column (expected text(50), found no right to read it)",
                        "orderdetails: unreadable table (expected a table of this name, found no right to read "
                                + etl.database() + ".orderdetails, or no such table)");
    }

    @Test
    void onTheColumnsInUseAreEnoughInPostgres() throws SQLException {
        PostgresDatabase postgres = PostgresDatabase.create();
        postgres.looseShop();
        String user = "reader_" + postgres.name();
        postgres.sql(
                "CREATE ROLE " + user + " LOGIN PASSWORD '" + PASSWORD + "'",
                "ALTER TABLE customers ADD secret text",
                "GRANT SELECT ON ratings, orders, orderdetails TO " + user,
                "GRANT SELECT (\"customerNumber\", city, state, \"postalCode\", country, \"creditLimit\") ON customers TO "
                        + user,
                "GRANT SELECT (\"productCode\", \"productLine\", \"productScale\", \"quantityInStock\", \"buyPrice\","
                        + " \"MSRP\") ON products TO " + user);

        assertThat(etl.runAgainst(postgres.url(), user, PASSWORD)
                        .exits(0)
                        .balance()
                        .written())
                .isEqualTo(1_000);

        postgres.sql("REVOKE SELECT (city) ON customers FROM " + user, "REVOKE SELECT ON ratings FROM " + user);
        assertThat(etl.runAgainst(postgres.url(), user, PASSWORD).error(4))
                .contains(
                        "customers.city: unreadable column (expected text(50), found no right to read it)",
                        "ratings: unreadable table (expected a table of this name, found no right to read public.ratings)");
    }
}
