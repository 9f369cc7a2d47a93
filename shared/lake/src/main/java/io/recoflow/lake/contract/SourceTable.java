package io.recoflow.lake.contract;

import java.util.List;
import java.util.Optional;

/**
 * A table as it is in the source.
 *
 * @param name as the source spells it
 * @param columns in the table's order; none where the table does not exist
 */
public record SourceTable(String name, List<SourceColumn> columns) {

    public SourceTable {
        columns = List.copyOf(columns);
    }

    /** A column by its name, without regard to case. */
    public Optional<SourceColumn> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(columnName))
                .findFirst();
    }
}
