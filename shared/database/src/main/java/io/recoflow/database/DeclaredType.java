package io.recoflow.database;

import io.recoflow.lake.contract.ColumnType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/**
 * A type as a database declares it.
 *
 * @param jdbcType of {@link Types}
 * @param name in capital letters
 * @param size digits, characters or bits
 * @param scale digits behind the point
 */
record DeclaredType(int jdbcType, String name, int size, int scale) {

    /** From a row of {@link java.sql.DatabaseMetaData#getColumns}. */
    static DeclaredType of(ResultSet column) throws SQLException {
        return new DeclaredType(
                column.getInt("DATA_TYPE"),
                column.getString("TYPE_NAME").toUpperCase(Locale.ROOT),
                column.getInt("COLUMN_SIZE"),
                column.getInt("DECIMAL_DIGITS"));
    }

    static DeclaredType of(ResultSetMetaData columns, int column) throws SQLException {
        return new DeclaredType(
                columns.getColumnType(column),
                columns.getColumnTypeName(column).toUpperCase(Locale.ROOT),
                columns.getPrecision(column),
                columns.getScale(column));
    }

    /** As messages name it: {@code DECIMAL(10,2)}. */
    String text() {
        ColumnType type = type();
        return isDecimal() && size >= 1 && size < 1_000
                ? name + "(" + size + "," + scale + ")"
                : type instanceof ColumnType.Text && size > 0 && size < 65535 ? name + "(" + size + ")" : name;
    }

    ColumnType type() {
        boolean unsigned = name.contains("UNSIGNED");
        return switch (jdbcType) {
            case Types.TINYINT -> new ColumnType.Whole(unsigned ? 16 : 8);
            case Types.SMALLINT -> new ColumnType.Whole(unsigned ? 32 : 16);
            case Types.INTEGER -> new ColumnType.Whole(unsigned && !name.startsWith("MEDIUM") ? 64 : 32);
            case Types.BIGINT -> unsigned ? new ColumnType.Decimal(20, 0) : new ColumnType.Whole(64);
            case Types.DECIMAL, Types.NUMERIC ->
                size >= 1 && size <= 38 && scale >= 0 && scale <= size
                        ? new ColumnType.Decimal(size, scale)
                        : ColumnType.Plain.NUMBER;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                new ColumnType.Text(size);
            case Types.DATE -> ColumnType.Plain.DATE;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> ColumnType.Plain.TIMESTAMP;
            case Types.BOOLEAN -> ColumnType.Plain.BOOLEAN;
            case Types.BIT -> isBitNumber() ? new ColumnType.Whole(64) : ColumnType.Plain.BOOLEAN;
            // PostgreSQL's driver gives out its money as floating point.
            case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                isMoney() ? new ColumnType.Decimal(21, 2) : ColumnType.Plain.DOUBLE;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> ColumnType.Plain.BINARY;
            default -> new ColumnType.Other(name);
        };
    }

    /** A column of this type as a value of {@link #type}. */
    String sql(String column, SourceDialect dialect) {
        if (isBitNumber()) {
            return dialect.bitsAsNumber(column);
        }
        return isMoney() ? dialect.cast(column, type()) : column;
    }

    private boolean isBitNumber() {
        return jdbcType == Types.BIT && name.equals("BIT") && size > 1 && size < 64;
    }

    private boolean isMoney() {
        return name.equals("MONEY");
    }

    private boolean isDecimal() {
        return jdbcType == Types.DECIMAL || jdbcType == Types.NUMERIC;
    }
}
