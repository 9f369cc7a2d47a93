package io.recoflow.lake.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is agreed of a source table.
 *
 * @param table its name
 * @param columns all that are known, in the table's order
 * @param key the columns by whose values the table is parted where it is read in parts: by the first, and within its
 *     values by the second
 */
public record TableContract(String table, List<ColumnContract> columns, List<String> key) {

    public TableContract {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** A table that is read in one part. */
    public TableContract(String table, List<ColumnContract> columns) {
        this(table, columns, List.of());
    }

    public TableContract keyedBy(String... columnNames) {
        return new TableContract(table, columns, List.of(columnNames));
    }

    /** The same contract with text for the type of a column, where it has that column. */
    public TableContract withText(String name) {
        return new TableContract(
                table,
                columns.stream()
                        .map(column -> column.name().equals(name) ? column.asText() : column)
                        .toList(),
                key);
    }

    /** The same contract for the columns in use alone. */
    public TableContract usedColumns() {
        return new TableContract(
                table, columns.stream().filter(ColumnContract::used).toList(), key);
    }

    /** The same contract with a column that is not in use. */
    public TableContract notUsing(String name) {
        return new TableContract(
                table,
                columns.stream()
                        .map(column -> column.name().equals(name) ? column.notInUse() : column)
                        .toList(),
                key);
    }

    /** The same contract with these columns in use; a column that it does not know joins it, with any type. */
    public TableContract using(Collection<String> names) {
        List<ColumnContract> result = new ArrayList<>();
        for (ColumnContract column : columns) {
            result.add(names.stream().anyMatch(column.name()::equalsIgnoreCase) ? column.inUse() : column);
        }
        for (String name : names) {
            if (result.stream().noneMatch(column -> column.name().equalsIgnoreCase(name))) {
                result.add(ColumnContract.ofAnyType(name).inUse());
            }
        }
        return new TableContract(table, result, key);
    }

    public Optional<ColumnContract> column(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
