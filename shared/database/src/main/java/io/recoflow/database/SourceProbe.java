package io.recoflow.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** Asks a database whether it would answer a query, without a row of it. */
record SourceProbe(Connection connection) {

    /** SQL state of PostgreSQL: insufficient privilege. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /**
     * MySQL's numbers: no access to the database, to the table, to the column, to what a view reads (which also is the
     * number of a view that is broken).
     */
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1356);

    @FunctionalInterface
    interface MetaDataReader<T> {
        T read(ResultSetMetaData columns) throws SQLException;
    }

    /** What the columns of {@code SELECT columns FROM fromWhere} look like. */
    <T> T columns(String columns, FoundTable table, MetaDataReader<T> reader) throws SQLException {
        String and = table.filter().isPresent() ? " AND " : " WHERE ";
        try (Statement statement = connection.createStatement();
                ResultSet none =
                        statement.executeQuery("SELECT " + columns + " FROM " + table.fromWhere() + and + "1 = 0")) {
            return reader.read(none.getMetaData());
        }
    }

    /** Whether the user has not the right to do what failed. */
    static boolean isDenied(SQLException failure) {
        return INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState()) || DENIED.contains(failure.getErrorCode());
    }

    /** Whether what failed is the statement, and not the connection. */
    static boolean isRefused(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("42")
                || state.startsWith("22")
                || state.startsWith("21")
                || state.startsWith("HY")
                || state.startsWith("0A");
    }

    static String message(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
