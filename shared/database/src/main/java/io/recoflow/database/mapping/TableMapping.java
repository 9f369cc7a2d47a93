package io.recoflow.database.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * Where a table of the contract is found in a shop's database. SQL is the shop's database's own, and may name the
 * table's columns as they are there.
 *
 * @param present false where the shop has no such table
 * @param table its name in the database; empty where it is the contract's
 * @param schema that it is in; empty where it is found by the connection's own schemas
 * @param columns its columns by the contract's names and those of features; one that is not here has that name
 * @param filter an SQL condition on the rows that belong to the table; empty for all
 * @param rangeKey a column by whose values the table is read in parts although no index says that it can be; all rows
 *     of one value of the contract's key have one value of it
 */
public record TableMapping(
        boolean present,
        Optional<String> table,
        Optional<String> schema,
        Map<String, MappedColumn> columns,
        Optional<String> filter,
        Optional<String> rangeKey) {

    /** Everything is called as in the contract. */
    public static final TableMapping NONE =
            new TableMapping(true, Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

    public TableMapping {
        columns = Map.copyOf(columns);
    }

    /** A column of the shop's table, or what takes its place. */
    public sealed interface MappedColumn {
        /** @param name as the database spells it */
        record Named(String name) implements MappedColumn {}

        /** @param sql an expression over the table's columns */
        record Calculated(String sql) implements MappedColumn {}
    }

    public TableMapping withRangeKey(String column) {
        return new TableMapping(present, table, schema, columns, filter, Optional.of(column));
    }

    /** Whether the table is another than the contract's, so that what else it has is of no interest. */
    public boolean isRenamed() {
        return table.isPresent() || !columns.isEmpty();
    }
}
