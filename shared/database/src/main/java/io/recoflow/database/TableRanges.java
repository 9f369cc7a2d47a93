package io.recoflow.database;

import io.recoflow.lake.contract.Names;
import io.recoflow.lake.contract.SourceColumn;
import io.recoflow.lake.contract.TableContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the columns by which a table is cut into ranges. */
record TableRanges(Connection connection, SourceDialect dialect) {

    private static final String FIRST = "_range_key";
    private static final String SECOND = "_range_key_2";

    /** The column that {@code --range-key} or a mapping names; empty where the table has no such, or no order by it. */
    static Optional<String> physical(FoundTable table, String rangeKey) {
        List<String> columns = Names.matching(List.copyOf(table.physicalNames().values()), name -> name, rangeKey);
        return columns.stream()
                .findFirst()
                .filter(name -> RangeKey.canBe(column(table, name).type()));
    }

    /**
     * @param rangeKey a column of the table that takes the place of the contract's key
     * @return none where the table is read in one range: by a key that no index begins with, each further range would
     *     read it whole again
     */
    List<RangeKey> keys(FoundTable table, TableContract contract, Optional<String> rangeKey) throws SQLException {
        Optional<String> first = rangeKey.isPresent()
                ? rangeKey.flatMap(name -> physical(table, name))
                : contractKey(table, contract, 0);
        if (first.isEmpty() || (rangeKey.isEmpty() && !isIndexed(table, first.get()))) {
            return List.of();
        }
        List<RangeKey> keys = new ArrayList<>(List.of(key(table, first.get(), FIRST)));
        contractKey(table, contract, 1)
                .filter(second -> !second.equals(first.get()))
                .ifPresent(second -> keys.add(key(table, second, SECOND)));
        return keys;
    }

    private static Optional<String> contractKey(FoundTable table, TableContract contract, int place) {
        return contract.key().stream()
                .skip(place)
                .findFirst()
                .flatMap(name -> table.table().column(name))
                .filter(column -> RangeKey.canBe(column.type()))
                .map(column -> table.physicalNames().get(column.name()));
    }

    private RangeKey key(FoundTable table, String physicalName, String name) {
        return new RangeKey(
                dialect.identifier(physicalName),
                name,
                column(table, physicalName).type());
    }

    private static SourceColumn column(FoundTable table, String physicalName) {
        return table.table().columns().stream()
                .filter(column -> physicalName.equals(table.physicalNames().get(column.name())))
                .findFirst()
                .orElseThrow();
    }

    private boolean isIndexed(FoundTable table, String column) throws SQLException {
        String catalog = dialect.isSchemaACatalog() ? table.schema() : connection.getCatalog();
        String schema = dialect.isSchemaACatalog() ? null : table.schema();
        try (ResultSet columns = connection
                .getMetaData()
                .getIndexInfo(catalog, schema, table.table().name(), false, true)) {
            while (columns.next()) {
                if (columns.getShort("ORDINAL_POSITION") == 1 && column.equals(columns.getString("COLUMN_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }
}
