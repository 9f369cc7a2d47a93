package io.recoflow.database;

import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.SourceColumn;
import io.recoflow.lake.contract.SourceTable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads what a table looks like from the database's own catalogue; it reads no row. */
public final class SourceSchemaReader {

    private SourceSchemaReader() {}

    /** The table, found without regard to case; without columns where there is none. */
    public static SourceTable read(Connection connection, String table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String name = spelling(connection, table);
        List<SourceColumn> columns = new ArrayList<>();
        try (ResultSet each =
                metaData.getColumns(connection.getCatalog(), connection.getSchema(), escaped(metaData, name), "%")) {
            while (each.next()) {
                columns.add(column(each));
            }
        }
        return new SourceTable(name, columns);
    }

    /** The table's name as the database spells it; unchanged where it has none of that name. */
    private static String spelling(Connection connection, String table) throws SQLException {
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {
                    "TABLE", "VIEW", "MATERIALIZED VIEW", "PARTITIONED TABLE", "FOREIGN TABLE"
                })) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").equalsIgnoreCase(table)) {
                    return tables.getString("TABLE_NAME");
                }
            }
        }
        return table;
    }

    private static String escaped(DatabaseMetaData metaData, String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        return name.replace("_", escape + "_").replace("%", escape + "%");
    }

    private static SourceColumn column(ResultSet row) throws SQLException {
        String declared = row.getString("TYPE_NAME").toUpperCase(Locale.ROOT);
        int size = row.getInt("COLUMN_SIZE");
        int scale = row.getInt("DECIMAL_DIGITS");
        ColumnType type = type(row.getInt("DATA_TYPE"), declared, size, scale);
        String withSize = type instanceof ColumnType.Decimal
                ? declared + "(" + size + "," + scale + ")"
                : type instanceof ColumnType.Text && size > 0 && size < 65535 ? declared + "(" + size + ")" : declared;
        return new SourceColumn(
                row.getString("COLUMN_NAME"), type, withSize, row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls);
    }

    private static ColumnType type(int jdbcType, String declared, int size, int scale) {
        boolean unsigned = declared.contains("UNSIGNED");
        return switch (jdbcType) {
            case Types.TINYINT -> new ColumnType.Whole(unsigned ? 16 : 8);
            case Types.SMALLINT -> new ColumnType.Whole(unsigned ? 32 : 16);
            case Types.INTEGER -> new ColumnType.Whole(unsigned && !declared.startsWith("MEDIUM") ? 64 : 32);
            case Types.BIGINT -> unsigned ? new ColumnType.Decimal(20, 0) : new ColumnType.Whole(64);
            case Types.DECIMAL, Types.NUMERIC ->
                size >= 1 && size <= 38 && scale >= 0 && scale <= size
                        ? new ColumnType.Decimal(size, scale)
                        : new ColumnType.Other(declared + " without bounds");
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                new ColumnType.Text(size);
            case Types.DATE -> ColumnType.Plain.DATE;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> ColumnType.Plain.TIMESTAMP;
            case Types.BOOLEAN, Types.BIT -> ColumnType.Plain.BOOLEAN;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> ColumnType.Plain.DOUBLE;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> ColumnType.Plain.BINARY;
            default -> new ColumnType.Other(declared);
        };
    }
}
