package io.recoflow.bench.etl;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Reads the columns of a training row by JDBC alone: ranges as large as the job's, as many at once as it reads, rows streamed.
 *
 * @param threads that read
 */
record JdbcScan(BenchShop shop, int threads) implements TimedPart {

    private static final int RANGES = 16;

    @Override
    public String name() {
        return "floor: JDBC scan";
    }

    @Override
    public void run(String round) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> ratings = new ArrayList<>();
            for (String range : ranges()) {
                ratings.add(pool.submit(
                        () -> read("SELECT customerNumber, productCode, productRating FROM ratings WHERE " + range)));
            }
            List<Future<Long>> features = List.of(
                    pool.submit(() -> read(
                            "SELECT customerNumber, city, state, postalCode, country, creditLimit FROM customers")),
                    pool.submit(
                            () -> read("SELECT productCode, productLine, productScale, quantityInStock, buyPrice, MSRP"
                                    + " FROM products")));
            long rows = 0;
            for (Future<Long> part : ratings) {
                rows += part.get();
            }
            for (Future<Long> part : features) {
                part.get();
            }
            if (rows != shop.ratings()) {
                throw new IllegalStateException("Read " + rows + " ratings instead of " + shop.ratings());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Every customer has as many ratings as any other. */
    private List<String> ranges() throws SQLException {
        try (Connection connection = shop.server().connect(BenchShop.DATABASE);
                Statement statement = connection.createStatement();
                ResultSet keys = statement.executeQuery(
                        "SELECT MIN(customerNumber), MAX(customerNumber) DIV " + RANGES + " + 1 FROM ratings")) {
            keys.next();
            long first = keys.getLong(1);
            long width = keys.getLong(2);
            return LongStream.range(0, RANGES)
                    .map(range -> first + range * width)
                    .mapToObj(from -> "customerNumber BETWEEN " + from + " AND " + (from + width - 1))
                    .toList();
        }
    }

    private long read(String sql) throws SQLException {
        try (Connection connection = shop.server().connect(BenchShop.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery(sql)) {
                int columns = rows.getMetaData().getColumnCount();
                long count = 0;
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        var unused = rows.getObject(column);
                    }
                    count++;
                }
                return count;
            }
        }
    }
}
