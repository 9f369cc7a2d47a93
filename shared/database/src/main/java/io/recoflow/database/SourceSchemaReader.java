package io.recoflow.database;

import io.recoflow.database.mapping.TableMapping;
import io.recoflow.database.mapping.TableMapping.MappedColumn;
import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.lake.contract.SchemaDifference.Kind;
import io.recoflow.lake.contract.SourceColumn;
import io.recoflow.lake.contract.SourceTable;
import io.recoflow.lake.contract.TableContract;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what tables look like from the database's own catalogue, and asks whether the columns in use can be read. It
 * reads no row. For one thread.
 */
public final class SourceSchemaReader {

    private static final String ANY_TABLE = "a table of this name";

    private final Connection connection;
    private final SourceDialect dialect;
    private final SourceCatalogue catalogue;
    private final SourceProbe probe;

    /** @param schema where tables are; empty for the schemas in which the connection finds them by itself */
    public SourceSchemaReader(Connection connection, SourceDialect dialect, Optional<String> schema)
            throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.catalogue = new SourceCatalogue(connection, dialect, schema);
        this.probe = new SourceProbe(connection);
    }

    /** Whether the connection has a schema at all in which it finds tables. */
    public boolean hasSchema() {
        return !catalogue.schemas().isEmpty();
    }

    /** A table of the contract; where it cannot be read, the problems say why, and it has no columns. */
    public FoundTable read(TableContract contract, TableMapping mapping) throws SQLException {
        String name = mapping.table().orElse(contract.table());
        List<SourceCatalogue.Place> places = catalogue.places(name, mapping.schema());
        if (places.size() > 1) {
            return unreadable(
                    contract,
                    Kind.AMBIGUOUS_TABLE,
                    places.stream().map(SourceCatalogue.Place::toString).collect(Collectors.joining(" and ")));
        }
        if (places.isEmpty()) {
            return missing(contract, name, mapping);
        }
        SourceCatalogue.Place place = places.get(0);
        FoundTable bare = FoundTable.at(place.schema(), place.table(), dialect);
        Map<SourceColumn, String> columns = columns(place, bare);
        if (columns.isEmpty()) {
            return unreadable(contract, Kind.UNREADABLE_TABLE, "no right to read " + place);
        }
        FoundTable found = mapped(contract, mapping, bare, columns);
        List<SchemaDifference> denied = new ColumnRights(probe, dialect).problems(contract, found);
        return denied.size() == 1 && denied.get(0).column().isEmpty()
                ? FoundTable.unreadable(contract.table(), denied.get(0))
                : found.with(denied);
    }

    private FoundTable missing(TableContract contract, String name, TableMapping mapping) throws SQLException {
        List<String> schemas = mapping.schema().map(List::of).orElse(catalogue.schemas());
        for (String schema : schemas) {
            FoundTable guess = FoundTable.at(schema, name, dialect);
            try {
                probe.columns("1", guess, columns -> columns);
            } catch (SQLException refused) {
                if (SourceProbe.isDenied(refused)) {
                    // MySQL does not say whether there is such a table to who may not know.
                    return unreadable(
                            contract,
                            Kind.UNREADABLE_TABLE,
                            "no right to read " + schema + "." + name + ", or no such table");
                }
                if (!SourceProbe.isRefused(refused)) {
                    throw refused;
                }
            }
        }
        boolean told = mapping.table().isPresent() || mapping.schema().isPresent() || schemas.size() > 1;
        return unreadable(
                contract,
                Kind.MISSING_TABLE,
                "no such table" + (told ? ": " + name + " in " + String.join(", ", schemas) : ""));
    }

    private static FoundTable unreadable(TableContract contract, Kind kind, String found) {
        return FoundTable.unreadable(contract.table(), difference(contract, kind, found));
    }

    /** A problem of the whole table. */
    static SchemaDifference difference(TableContract contract, Kind kind, String found) {
        return new SchemaDifference(contract.table(), "", kind, ANY_TABLE, found);
    }

    /** The columns in the table's order, each with its value in SQL. */
    private Map<SourceColumn, String> columns(SourceCatalogue.Place place, FoundTable table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String name = SourceCatalogue.escaped(metaData, place.table());
        Map<SourceColumn, DeclaredType> declared = new LinkedHashMap<>();
        try (ResultSet each = dialect.isSchemaACatalog()
                ? metaData.getColumns(place.schema(), null, name, "%")
                : metaData.getColumns(
                        connection.getCatalog(), SourceCatalogue.escaped(metaData, place.schema()), name, "%")) {
            while (each.next()) {
                if (dialect.isIn(place.schema(), each) && place.table().equals(each.getString("TABLE_NAME"))) {
                    DeclaredType type = DeclaredType.of(each);
                    boolean nullable = each.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
                    declared.put(
                            new SourceColumn(each.getString("COLUMN_NAME"), type.type(), type.text(), nullable), type);
                }
            }
        } catch (SQLException denied) {
            if (!SourceProbe.isDenied(denied)) {
                throw denied;
            }
        }
        Map<SourceColumn, String> columns = new LinkedHashMap<>();
        for (Map.Entry<SourceColumn, DeclaredType> each : declared.entrySet()) {
            boolean isDomain = each.getValue().jdbcType() == Types.DISTINCT;
            SourceColumn column = isDomain ? resolved(each.getKey(), table) : each.getKey();
            columns.put(column, each.getValue().sql(dialect.identifier(column.name()), dialect));
        }
        return columns;
    }

    /** A domain with its own type, which the answer to a query has and the catalogue has not. */
    private SourceColumn resolved(SourceColumn column, FoundTable table) {
        try {
            DeclaredType type =
                    probe.columns(dialect.identifier(column.name()), table, columns -> DeclaredType.of(columns, 1));
            return new SourceColumn(
                    column.name(), type.type(), column.declared() + " of " + type.text(), column.nullable());
        } catch (SQLException unreadable) {
            // Whether it is in use, and so matters, shows later.
            return column;
        }
    }

    private FoundTable mapped(
            TableContract contract, TableMapping mapping, FoundTable bare, Map<SourceColumn, String> physical)
            throws SQLException {
        SourceTable source = new SourceTable(bare.table().name(), List.copyOf(physical.keySet()));
        List<SourceColumn> columns = new ArrayList<>();
        List<SchemaDifference> problems = new ArrayList<>();
        Map<String, String> expressions = new HashMap<>();
        Map<String, String> physicalNames = new HashMap<>();
        FoundTable filtered = filtered(contract, mapping, bare, problems);
        for (ColumnContract column : contract.columns()) {
            MappedColumn mapped = mapping.columns().get(column.name());
            if (column.used() && mapped instanceof MappedColumn.Named named) {
                List<SourceColumn> matching = source.matching(named.name());
                if (matching.size() == 1) {
                    SourceColumn one = matching.get(0);
                    columns.add(new SourceColumn(column.name(), one.type(), one.declared(), one.nullable()));
                    expressions.put(column.name(), physical.getOrDefault(one, ""));
                    physicalNames.put(column.name(), one.name());
                } else {
                    problems.add(notOne(contract, column.name(), named.name(), source, matching));
                }
            } else if (column.used() && mapped instanceof MappedColumn.Calculated calculated) {
                calculated(contract, column.name(), calculated.sql(), bare, problems)
                        .ifPresent(result -> {
                            columns.add(result);
                            expressions.put(column.name(), "(" + calculated.sql() + ")");
                        });
            }
        }
        physical.forEach((column, sql) -> {
            if (!mapping.columns().containsKey(column.name())) {
                columns.add(column);
                expressions.put(column.name(), sql);
                physicalNames.put(column.name(), column.name());
            }
        });
        FoundTable found = new FoundTable(
                new SourceTable(source.name(), columns),
                bare.schema(),
                bare.from(),
                filtered.filter(),
                expressions,
                physicalNames,
                problems);
        return mapping.rangeKey()
                .filter(key -> TableRanges.physical(found, key).isEmpty())
                .map(key -> found.with(List.of(new SchemaDifference(
                        contract.table(),
                        key,
                        Kind.MISSING_COLUMN,
                        "a column to read by ranges of",
                        "none that has an order"))))
                .orElse(found);
    }

    private static SchemaDifference notOne(
            TableContract contract, String name, String mapped, SourceTable source, List<SourceColumn> matching) {
        return matching.isEmpty()
                ? difference(contract, name, Kind.MISSING_COLUMN, "no column " + mapped + " in " + source.name())
                : difference(
                        contract,
                        name,
                        Kind.AMBIGUOUS_COLUMN,
                        matching.stream().map(SourceColumn::name).collect(Collectors.joining(" and ")));
    }

    private FoundTable filtered(
            TableContract contract, TableMapping mapping, FoundTable bare, List<SchemaDifference> problems)
            throws SQLException {
        FoundTable filtered = bare.filteredBy(mapping.filter());
        if (mapping.filter().isPresent()) {
            try {
                probe.columns("1", filtered, columns -> columns);
            } catch (SQLException refused) {
                if (!SourceProbe.isRefused(refused)) {
                    throw refused;
                }
                problems.add(new SchemaDifference(
                        contract.table(), "", Kind.INVALID_SQL, "a filter", SourceProbe.message(refused)));
            }
        }
        return filtered;
    }

    private Optional<SourceColumn> calculated(
            TableContract contract, String name, String sql, FoundTable table, List<SchemaDifference> problems)
            throws SQLException {
        try {
            return Optional.of(probe.columns("(" + sql + ")", table, columns -> {
                DeclaredType type = DeclaredType.of(columns, 1);
                return new SourceColumn(
                        name,
                        type.type(),
                        "expression of " + type.text(),
                        columns.isNullable(1) == ResultSetMetaData.columnNullable);
            }));
        } catch (SQLException refused) {
            if (!SourceProbe.isRefused(refused)) {
                throw refused;
            }
            problems.add(difference(contract, name, Kind.INVALID_SQL, SourceProbe.message(refused)));
            return Optional.empty();
        }
    }

    static SchemaDifference difference(TableContract contract, String column, Kind kind, String found) {
        String expected = contract.column(column)
                .flatMap(ColumnContract::type)
                .map(Object::toString)
                .orElse("a column of any type");
        return new SchemaDifference(contract.table(), column, kind, expected, found);
    }
}
