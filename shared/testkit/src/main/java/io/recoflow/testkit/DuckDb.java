package io.recoflow.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The lake as a data scientist sees it who has no Spark. */
public final class DuckDb implements AutoCloseable {

    private final Connection connection;

    public DuckDb() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET threads = 1; SET TimeZone = 'UTC'");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A table function call over all files below a folder, their partition columns as text. */
    public static String filesBelow(Path folder) {
        return "read_parquet('" + folder.toString().replace("'", "''")
                + "/**/*.parquet', hive_partitioning = true, hive_types_autocast = 0)";
    }

    /** What {@link #sorted} gives in a database that is there for this query only. */
    public static List<String> rows(String query) {
        try (DuckDb duckDb = new DuckDb()) {
            return duckDb.sorted(query);
        }
    }

    /** The one number of a query, in a database that is there for this query only. */
    public static long number(String query) {
        return Long.parseLong(rows(query).get(0));
    }

    /** The rows of a query, each as text with {@code |} between the columns, sorted. */
    public List<String> sorted(String query) {
        try {
            return SqlRows.text(connection, query).stream().sorted().toList();
        } catch (SQLException failure) {
            throw new IllegalStateException(query + ": " + failure.getMessage(), failure);
        }
    }

    /** The names of the columns that a query has. */
    public List<String> columns(String query) {
        return sorted("SELECT column_name FROM (DESCRIBE " + query + ")");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
