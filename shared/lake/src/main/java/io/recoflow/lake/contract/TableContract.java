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
 */
public record TableContract(String table, List<ColumnContract> columns) {

    public TableContract {
        columns = List.copyOf(columns);
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
        return new TableContract(table, result);
    }

    public Optional<ColumnContract> column(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
