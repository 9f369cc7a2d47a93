package io.recoflow.bench.etl;

import io.recoflow.bench.lake.TrainingRowSample;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.shop.SampleShop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;

/**
 * A shop in a database of its own: 20 ratings and about three lines of orders a customer.
 *
 * @param ratings in it
 * @param orderLines in it
 */
record BenchShop(EmbeddedMariaDb server, long ratings, long orderLines) {

    static final String DATABASE = "shop";

    /** Customers order more than they rate; so many ratings make three lines. */
    private static final double RATINGS_OF_THREE_LINES = 2.3;

    static BenchShop createIn(EmbeddedMariaDb server, int customers) throws SQLException {
        server.createDatabase(DATABASE);
        SampleShop shop = new SampleShop(
                customers,
                SampleShop.DEFAULT_PRODUCTS,
                RATINGS_OF_THREE_LINES,
                SampleShop.DEFAULT_SEED,
                LocalDate.now(Clock.systemUTC()));
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            shop.createIn(connection);
            statement.execute("DELETE FROM ratings");
            statement.execute("INSERT INTO ratings SELECT customerNumber, productCode, 1 + (customerNumber + place) % 5"
                    + " FROM customers JOIN (SELECT productCode, ROW_NUMBER() OVER (ORDER BY productCode) AS place"
                    + " FROM products) p ON (place + customerNumber) % " + SampleShop.DEFAULT_PRODUCTS + " < "
                    + TrainingRowSample.ROWS_PER_CUSTOMER);
            statement.execute("ANALYZE TABLE customers, products, orders, orderdetails, ratings");
            return new BenchShop(server, count(statement, "ratings"), count(statement, "orderdetails"));
        }
    }

    private static long count(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
