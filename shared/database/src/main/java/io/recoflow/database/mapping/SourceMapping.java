package io.recoflow.database.mapping;

import java.util.HashMap;
import java.util.Map;

/**
 * The mappings of all tables.
 *
 * @param tables by the contract's names; one that is not here is called as in the contract
 */
public record SourceMapping(Map<String, TableMapping> tables) {

    /** Everything is called as in the contract. */
    public static final SourceMapping NONE = new SourceMapping(Map.of());

    public SourceMapping {
        tables = Map.copyOf(tables);
    }

    public TableMapping of(String table) {
        return tables.getOrDefault(table, TableMapping.NONE);
    }

    /** The same mapping with columns by which tables are read in parts, by the contract's names of the tables. */
    public SourceMapping withRangeKeys(Map<String, String> columns) {
        Map<String, TableMapping> result = new HashMap<>(tables);
        columns.forEach((table, column) -> result.put(table, of(table).withRangeKey(column)));
        return new SourceMapping(result);
    }
}
