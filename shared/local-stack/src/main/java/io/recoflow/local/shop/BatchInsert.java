package io.recoflow.local.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows and inserts them in statements with several hundred rows each: that is fast with any driver, whatever
 * the connection's options say about batches.
 */
final class BatchInsert implements AutoCloseable {
    /** PostgreSQL allows 32,767 parameters in a statement; more than this many rows are hardly faster. */
    private static final int ROWS = 500;

    private final Connection connection;
    private final ShopTable table;
    private final String quote;
    private final PreparedStatement full;
    private final List<@Nullable Object[]> waiting = new ArrayList<>();

    BatchInsert(Connection connection, ShopTable table, String quote) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.quote = quote;
        this.full = connection.prepareStatement(sql(ROWS));
    }

    /** Keeps a row until the next {@link #flush}; the values stand in the order of the table's columns. */
    void add(@Nullable Object... row) {
        waiting.add(row);
    }

    /** Inserts the rows that wait. */
    void flush() throws SQLException {
        int from = 0;
        for (; waiting.size() - from >= ROWS; from += ROWS) {
            execute(full, waiting.subList(from, from + ROWS));
        }
        if (from < waiting.size()) {
            try (PreparedStatement rest = connection.prepareStatement(sql(waiting.size() - from))) {
                execute(rest, waiting.subList(from, waiting.size()));
            }
        }
        waiting.clear();
    }

    /** Frees the statement; rows that still wait are forgotten. */
    @Override
    public void close() throws SQLException {
        full.close();
    }

    private static void execute(PreparedStatement statement, List<@Nullable Object[]> rows) throws SQLException {
        int parameter = 1;
        for (@Nullable Object[] row : rows) {
            for (Object value : row) {
                statement.setObject(parameter++, value);
            }
        }
        statement.executeUpdate();
    }

    private String sql(int rows) {
        String columns =
                table.columns().stream().map(column -> quote + column + quote).collect(Collectors.joining(", "));
        String row = "(" + String.join(", ", Collections.nCopies(table.columns().size(), "?")) + ")";
        return "INSERT INTO " + table.name() + " (" + columns + ") VALUES "
                + String.join(", ", Collections.nCopies(rows, row));
    }
}
