package io.recoflow.database.mapping;

import io.recoflow.database.mapping.TableMapping.MappedColumn;
import io.recoflow.runtime.option.Suggestion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A mapping as Java properties in UTF-8. {@code TABLE} and {@code NAME} are the contract's and the features' names:
 *
 * <pre>
 * TABLE.table           = what the shop calls it
 * TABLE.schema          = where it is
 * TABLE.filter          = SQL condition on its rows
 * TABLE.range-key       = column by which it is read in parts
 * TABLE.column.NAME     = what the shop calls the column
 * TABLE.expression.NAME = SQL in its place
 * TABLE                 = none
 * </pre>
 */
public final class MappingFile {

    private static final List<String> PARTS =
            List.of("table", "schema", "filter", "range-key", "column.NAME", "expression.NAME");

    private static final String COLUMN = "column.";
    private static final String EXPRESSION = "expression.";

    private final Map<String, Set<String>> known;
    private final Set<String> optional;
    private final String origin;
    private final List<String> problems;

    private final Map<String, Map<String, String>> parts = new TreeMap<>();
    private final Map<String, Map<String, MappedColumn>> columns = new TreeMap<>();
    private final Set<String> absent = new HashSet<>();

    private MappingFile(Map<String, Set<String>> known, Set<String> optional, String origin, List<String> problems) {
        this.known = known;
        this.optional = optional;
        this.origin = origin;
        this.problems = problems;
    }

    /**
     * @param text the file's content
     * @param known the names that can be mapped, of each table
     * @param optional the tables that a shop need not have
     * @param origin how messages name the file
     * @param problems receives a line for every mistake: where it is, what is wrong, what is right
     */
    public static SourceMapping parse(
            String text, Map<String, Set<String>> known, Set<String> optional, String origin, List<String> problems) {
        MappingFile file = new MappingFile(known, optional, origin, problems);
        Map<String, Integer> seen = new HashMap<>();
        for (PropertyLines.Line line : PropertyLines.of(text)) {
            Integer before = line.malformed() ? null : seen.putIfAbsent(line.key(), line.number());
            if (before != null) {
                file.problem(line, line.key() + " stands in line " + before + " already");
            } else {
                file.take(line);
            }
        }
        return file.mapping();
    }

    private SourceMapping mapping() {
        Map<String, TableMapping> tables = new TreeMap<>();
        for (String table : known.keySet()) {
            Map<String, String> given = parts.getOrDefault(table, Map.of());
            Map<String, MappedColumn> mapped = columns.getOrDefault(table, Map.of());
            boolean isAbsent = absent.contains(table);
            if (isAbsent && !(given.isEmpty() && mapped.isEmpty())) {
                problems.add(origin + ": " + table + " is none, and has other lines: keep the one or the others");
            }
            if (isAbsent || !given.isEmpty() || !mapped.isEmpty()) {
                tables.put(
                        table,
                        new TableMapping(
                                !isAbsent,
                                Optional.ofNullable(given.get("table")),
                                Optional.ofNullable(given.get("schema")),
                                mapped,
                                Optional.ofNullable(given.get("filter")),
                                Optional.ofNullable(given.get("range-key"))));
            }
        }
        return new SourceMapping(tables);
    }

    private void take(PropertyLines.Line line) {
        if (line.malformed()) {
            problem(line, "it has a malformed \\u escape");
            return;
        }
        int dot = line.key().indexOf('.');
        String table = dot < 0 ? line.key() : line.key().substring(0, dot);
        Set<String> names = known.get(table);
        if (names == null) {
            problem(
                    line,
                    table + " is no table of the contract; those are " + String.join(", ", known.keySet())
                            + meant(table, known.keySet()));
        } else if (line.value().isEmpty()) {
            problem(line, line.key() + " has no value");
        } else if (dot < 0) {
            takeAbsence(line, table);
        } else {
            takePart(line, table, line.key().substring(dot + 1), names);
        }
    }

    private void takeAbsence(PropertyLines.Line line, String table) {
        if (!line.value().equals("none")) {
            problem(
                    line,
                    table + " can be none alone; a name stands in " + table + ".table, a column's in " + table
                            + ".column.NAME");
        } else if (!optional.contains(table)) {
            problem(line, table + " cannot be none; that can be said of " + String.join(", ", optional));
        } else {
            absent.add(table);
        }
    }

    private void takePart(PropertyLines.Line line, String table, String part, Set<String> names) {
        if (part.startsWith(COLUMN)) {
            takeColumn(line, table, part.substring(COLUMN.length()), new MappedColumn.Named(line.value()), names);
        } else if (part.startsWith(EXPRESSION)) {
            if (isUsable(line)) {
                takeColumn(
                        line,
                        table,
                        part.substring(EXPRESSION.length()),
                        new MappedColumn.Calculated(line.value()),
                        names);
            }
        } else if (!PARTS.contains(part)) {
            problem(
                    line,
                    line.key() + " says nothing; a table has " + String.join(", ", PARTS)
                            + meant(part, Set.copyOf(PARTS)));
        } else if (!part.equals("filter") || isUsable(line)) {
            parts.computeIfAbsent(table, each -> new HashMap<>()).put(part, line.value());
        }
    }

    private void takeColumn(
            PropertyLines.Line line, String table, String name, MappedColumn column, Set<String> names) {
        if (!names.contains(name)) {
            problem(
                    line,
                    name + " is neither a column of " + table + " in the contract nor one of its features"
                            + meant(name, names));
        } else if (columns.computeIfAbsent(table, each -> new HashMap<>()).putIfAbsent(name, column) != null) {
            problem(line, name + " has a column and an expression: keep one of them");
        }
    }

    private boolean isUsable(PropertyLines.Line line) {
        Optional<String> problem = SqlText.problem(line.value());
        problem.ifPresent(text -> problem(line, line.key() + " cannot be used: " + text));
        return problem.isEmpty();
    }

    private static String meant(String given, Set<String> names) {
        return Suggestion.nearest(given, names.stream())
                .map(name -> " (is " + name + " meant?)")
                .orElse("");
    }

    private void problem(PropertyLines.Line line, String what) {
        problems.add(origin + ", line " + line.number() + ": " + what);
    }
}
