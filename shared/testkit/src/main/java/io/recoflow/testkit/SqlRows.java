package io.recoflow.testkit;

import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rows of any database, as text or as values that compare: whole numbers are longs, decimals keep their scale. */
public final class SqlRows {

    private SqlRows() {}

    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** In the query's order. NULL is a Java null. */
    public static List<List<Object>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    add(row, comparable(result.getObject(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** In the query's order, each row as text with {@code |} between the columns. */
    public static List<String> text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    /** The same rows in an order of their own, which is the same for equal sets of rows. */
    public static List<List<Object>> sorted(List<List<Object>> rows) {
        return rows.stream().sorted(Comparator.comparing(List::toString)).toList();
    }

    @SuppressWarnings("NullAway") // a row has NULLs, and the lists of AssertJ's callers need none of them marked
    private static void add(List<Object> row, @Nullable Object value) {
        row.add(value);
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        return value instanceof Date date ? date.toLocalDate() : value;
    }
}
