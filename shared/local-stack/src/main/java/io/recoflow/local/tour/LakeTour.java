package io.recoflow.local.tour;

import static io.recoflow.shop.LakeDatasets.RANK;
import static io.recoflow.shop.LakeDatasets.SCOPE;
import static io.recoflow.shop.LakeDatasets.SCOPE_ALL;
import static io.recoflow.shop.LakeDatasets.SCOPE_COUNTRY;
import static io.recoflow.shop.LakeDatasets.WINDOW_DAYS;
import static io.recoflow.shop.SourceTables.COUNTRY;
import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.QUANTITY_ORDERED;

import io.recoflow.runtime.report.Table;
import io.recoflow.shop.LakeDatasets;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Shows the newest snapshots of a lake with DuckDB: how much there is, one customer's folder, what sells best. */
final class LakeTour {
    private static final Pattern SNAPSHOT = Pattern.compile("\"snapshot\"\\s*:\\s*\"(snapshot=[^\"/]+)\"");
    private static final int ROWS_SHOWN = 5;

    private final Path lake;
    private final Map<String, String> productNames;
    private final PrintStream out;

    /** @param productNames names by product code; a product without one is shown without */
    LakeTour(Path lake, Map<String, String> productNames, PrintStream out) {
        this.lake = lake;
        this.productNames = productNames;
        this.out = out;
    }

    /** @throws DemoException when the lake is not as the job promises it */
    void show() throws SQLException {
        Path ratings = newest(LakeDatasets.TRAINING);
        Path popular = newest(LakeDatasets.POPULAR_PRODUCTS);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            showSize(duckDb, ratings);
            showCustomer(duckDb, ratings);
            showPopular(duckDb, popular);
        }
    }

    private void showSize(Connection duckDb, Path ratings) throws SQLException {
        String query = "SELECT count(*), count(DISTINCT " + CUSTOMER_NUMBER + "), count(DISTINCT filename)"
                + " FROM read_parquet(?, hive_partitioning = true, filename = true)";
        try (PreparedStatement statement = duckDb.prepareStatement(query)) {
            statement.setString(1, ratings + "/*/*.parquet");
            try (ResultSet counts = statement.executeQuery()) {
                counts.next();
                out.println(Table.columns("training data", "newest snapshot")
                        .row("folder", ratings.toString())
                        .row("ratings", grouped(counts.getLong(1)))
                        .row("customers", grouped(counts.getLong(2)))
                        .row("files", grouped(counts.getLong(3)))
                        .row("size", grouped(kilobytes(ratings)) + " KB")
                        .text());
            }
        }
    }

    private void showCustomer(Connection duckDb, Path ratings) throws SQLException {
        // Somebody typical: the first customer with enough rows to see, and not more than fit the screen.
        String someone = "SELECT " + CUSTOMER_NUMBER + " FROM read_parquet(?, hive_partitioning = true) GROUP BY "
                + CUSTOMER_NUMBER + " ORDER BY abs(count(*) - " + ROWS_SHOWN + "), " + CUSTOMER_NUMBER + " LIMIT 1";
        String folder;
        try (PreparedStatement statement = duckDb.prepareStatement(someone)) {
            statement.setString(1, ratings + "/*/*.parquet");
            try (ResultSet customer = statement.executeQuery()) {
                if (!customer.next()) {
                    throw new DemoException("the training data are empty: " + ratings + " has no row");
                }
                folder = CUSTOMER_NUMBER + "=" + customer.getLong(1);
            }
        }
        out.println();
        out.println("One customer's folder, " + folder + ":");
        String query = "SELECT * FROM read_parquet(?, hive_partitioning = false) ORDER BY " + PRODUCT_CODE + " LIMIT "
                + ROWS_SHOWN;
        try (PreparedStatement statement = duckDb.prepareStatement(query)) {
            statement.setString(1, ratings.resolve(folder) + "/*.parquet");
            try (ResultSet rows = statement.executeQuery()) {
                out.println(table(rows));
            }
        }
    }

    private void showPopular(Connection duckDb, Path popular) throws SQLException {
        String countries = "SELECT " + COUNTRY + " FROM read_parquet(?) WHERE " + SCOPE + " = '" + SCOPE_COUNTRY + "'"
                + " GROUP BY " + COUNTRY + " ORDER BY sum(" + QUANTITY_ORDERED + ") DESC, " + COUNTRY + " LIMIT 1";
        try (PreparedStatement statement = duckDb.prepareStatement(countries)) {
            statement.setString(1, popular + "/*.parquet");
            try (ResultSet country = statement.executeQuery()) {
                showTop(duckDb, popular, SCOPE_ALL, "");
                if (country.next()) {
                    showTop(duckDb, popular, SCOPE_COUNTRY, country.getString(1));
                }
            }
        }
    }

    private void showTop(Connection duckDb, Path popular, String scope, String country) throws SQLException {
        String columns = String.join(", ", RANK, PRODUCT_CODE, QUANTITY_ORDERED, WINDOW_DAYS);
        String query = "SELECT " + columns + " FROM read_parquet(?) WHERE " + SCOPE + " = ? AND coalesce(" + COUNTRY
                + ", '') = ? ORDER BY " + RANK + " LIMIT " + ROWS_SHOWN;
        try (PreparedStatement statement = duckDb.prepareStatement(query)) {
            statement.setString(1, popular + "/*.parquet");
            statement.setString(2, scope);
            statement.setString(3, country);
            try (ResultSet rows = statement.executeQuery()) {
                Table top = Table.columns("rank", "product", "name", "ordered", "in days");
                while (rows.next()) {
                    String product = rows.getString(2);
                    top.row(
                            rows.getString(1),
                            product,
                            productNames.getOrDefault(product, ""),
                            grouped(rows.getLong(3)),
                            rows.getString(4));
                }
                out.println();
                out.println("Popular products, " + (country.isEmpty() ? "everywhere" : country) + ":");
                out.println(top.text());
            }
        }
    }

    private static String table(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        String[] header = new String[columns.getColumnCount()];
        for (int i = 0; i < header.length; i++) {
            header[i] = columns.getColumnLabel(i + 1);
        }
        Table table = Table.columns(header);
        while (rows.next()) {
            String[] cells = new String[header.length];
            for (int i = 0; i < cells.length; i++) {
                String cell = rows.getString(i + 1);
                cells[i] = cell == null ? "NULL" : cell;
            }
            table.row(cells);
        }
        return table.text();
    }

    /** The snapshot that the dataset's pointer names. */
    private Path newest(String dataset) {
        Path pointer = lake.resolve(dataset).resolve("_latest");
        try {
            Matcher matcher = SNAPSHOT.matcher(Files.readString(pointer));
            if (!matcher.find()) {
                throw new DemoException("the pointer " + pointer + " names no snapshot");
            }
            return lake.resolve(dataset).resolve(matcher.group(1));
        } catch (IOException e) {
            throw new DemoException("the job wrote no snapshot: " + pointer + " cannot be read");
        }
    }

    private static long kilobytes(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            return (bytes + 512) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + directory, e);
        }
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
