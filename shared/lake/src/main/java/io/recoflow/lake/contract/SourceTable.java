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

    /** The column of exactly this name, or else the only one that differs from it in case alone. */
    public Optional<SourceColumn> column(String columnName) {
        List<SourceColumn> matching = matching(columnName);
        return matching.size() == 1 ? Optional.of(matching.get(0)) : Optional.empty();
    }

    /** The column of exactly this name, or else all that differ from it in case alone. */
    public List<SourceColumn> matching(String columnName) {
        return Names.matching(columns, SourceColumn::name, columnName);
    }
}
