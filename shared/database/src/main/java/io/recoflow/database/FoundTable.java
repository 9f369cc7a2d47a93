package io.recoflow.database;

import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.contract.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as it was found in the source, seen through its mapping.
 *
 * @param table its columns, by the names that the mapping gives them
 * @param schema that it is in
 * @param from the table in SQL, with its schema
 * @param filter an SQL condition on the rows that belong to it; empty for all
 * @param expressions what each column is in SQL, by its name in {@code table}
 * @param physicalNames the names in the database of the columns that are none of an expression, likewise
 * @param problems why it cannot be read, beside what a comparison with the contract shows
 */
public record FoundTable(
        SourceTable table,
        String schema,
        String from,
        Optional<String> filter,
        Map<String, String> expressions,
        Map<String, String> physicalNames,
        List<SchemaDifference> problems) {

    public FoundTable {
        expressions = Map.copyOf(expressions);
        physicalNames = Map.copyOf(physicalNames);
        problems = List.copyOf(problems);
    }

    /** A table of which no more is known than its place. */
    static FoundTable at(String schema, String name, SourceDialect dialect) {
        return new FoundTable(
                new SourceTable(name, List.of()),
                schema,
                dialect.identifier(schema) + "." + dialect.identifier(name),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of());
    }

    /** A table that cannot be read at all. */
    static FoundTable unreadable(String name, SchemaDifference problem) {
        return new FoundTable(
                new SourceTable(name, List.of()), "", "", Optional.empty(), Map.of(), Map.of(), List.of(problem));
    }

    FoundTable filteredBy(Optional<String> condition) {
        return new FoundTable(table, schema, from, condition, expressions, physicalNames, problems);
    }

    FoundTable with(List<SchemaDifference> moreProblems) {
        List<SchemaDifference> all = new ArrayList<>(problems);
        all.addAll(moreProblems);
        return new FoundTable(table, schema, from, filter, expressions, physicalNames, all);
    }

    /** What a column of the contract is in SQL; empty where there is none, or not one alone. */
    Optional<String> expression(String column) {
        return table.column(column).map(found -> expressions.get(found.name()));
    }

    /** Behind FROM: the table, and WHERE its filter. */
    String fromWhere() {
        return from + filter.map(condition -> " WHERE (" + condition + ")").orElse("");
    }

    /** {@code schema.table}. */
    String place() {
        return schema + "." + table.name();
    }
}
