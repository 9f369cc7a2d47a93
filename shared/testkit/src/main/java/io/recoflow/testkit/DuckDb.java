package io.recoflow.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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

    /** The first column of a query's result as text, sorted. */
    public List<String> sorted(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            rows.sort(null);
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(query + ": " + failure.getMessage(), failure);
        }
    }

    /** The names of the columns that a query has. */
    public List<String> columns(String query) {
        return sorted("SELECT column_name FROM (DESCRIBE " + query + ")");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
