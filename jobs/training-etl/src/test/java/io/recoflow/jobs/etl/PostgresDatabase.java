package io.recoflow.jobs.etl;

import io.recoflow.testkit.SqlRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of a real PostgreSQL: one server for all tests of this virtual machine, with which it ends.
 *
 * @param name of the database
 */
record PostgresDatabase(String name) {

    static final String USER = "postgres";
    static final String PASSWORD = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** An empty database. */
    static PostgresDatabase create() throws SQLException {
        PostgresDatabase database = new PostgresDatabase("shop_" + DATABASES.incrementAndGet());
        try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection()) {
            SqlRows.execute(connection, "CREATE DATABASE " + database.name());
        }
        return database;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + Server.INSTANCE.getPort() + "/" + name;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            SqlRows.execute(connection, statements);
        }
    }

    List<List<Object>> query(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return SqlRows.query(connection, sql);
        }
    }

    /** 50 customers who rated the same 20 products, without keys and constraints; three of them ordered two each. */
    void looseShop() throws SQLException {
        sql(
                "CREATE TABLE customers (\"customerNumber\" int, city varchar(50), state varchar(50),"
                        + " \"postalCode\" varchar(15), country varchar(50), \"creditLimit\" decimal(10,2))",
                "CREATE TABLE products (\"productCode\" varchar(15), \"productLine\" varchar(50),"
                        + " \"productScale\" varchar(10), \"quantityInStock\" smallint, \"buyPrice\" decimal(10,2),"
                        + " \"MSRP\" decimal(10,2))",
                "CREATE TABLE orders (\"orderNumber\" int, \"orderDate\" date, \"customerNumber\" int)",
                "CREATE TABLE orderdetails (\"orderNumber\" int, \"productCode\" varchar(15), \"quantityOrdered\" int)",
                "CREATE TABLE ratings (\"customerNumber\" int, \"productCode\" varchar(15), \"productRating\" int)",
                "INSERT INTO customers SELECT 100 + n, 'Nantes', NULL, NULL, 'France', 1000.50"
                        + " FROM generate_series(1, 50) AS s (n)",
                "INSERT INTO products SELECT 'P' || (100 + n), 'Cars', '1:18', 10, 9.99, 19.99"
                        + " FROM generate_series(1, 20) AS s (n)",
                "INSERT INTO orders SELECT n, date '2026-11-01' + n, 100 + n FROM generate_series(1, 3) AS s (n)",
                "INSERT INTO orderdetails SELECT n, 'P' || (100 + n * k), n FROM generate_series(1, 3) AS s (n),"
                        + " generate_series(1, 2) AS t (k)",
                "INSERT INTO ratings SELECT \"customerNumber\", \"productCode\","
                        + " 1 + (\"customerNumber\" * 7 + \"quantityInStock\") % 5 FROM customers CROSS JOIN products");
    }
}
