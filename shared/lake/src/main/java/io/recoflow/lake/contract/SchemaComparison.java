package io.recoflow.lake.contract;

import io.recoflow.lake.contract.SchemaDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a source against its contract and finds every difference, not only the first. */
public final class SchemaComparison {

    private SchemaComparison() {}

    /** In the contract's order of columns, new columns last; empty where nothing differs. */
    public static List<SchemaDifference> compare(TableContract contract, SourceTable source) {
        if (source.columns().isEmpty()) {
            return List.of(new SchemaDifference(
                    contract.table(), "", Kind.MISSING_TABLE, "a table of this name", "no such table"));
        }
        List<SchemaDifference> differences = new ArrayList<>();
        for (ColumnContract column : contract.columns()) {
            compare(contract.table(), column, source.matching(column.name())).ifPresent(differences::add);
        }
        for (SourceColumn column : source.columns()) {
            if (contract.column(column.name()).isEmpty()) {
                differences.add(new SchemaDifference(
                        contract.table(), column.name(), Kind.NEW_COLUMN, "no such column", column.declared()));
            }
        }
        return differences;
    }

    private static Optional<SchemaDifference> compare(
            String table, ColumnContract contract, List<SourceColumn> candidates) {
        String expected = contract.type().map(Object::toString).orElse("a column of any type");
        if (contract.used() && candidates.size() > 1) {
            return Optional.of(new SchemaDifference(
                    table,
                    contract.name(),
                    Kind.AMBIGUOUS_COLUMN,
                    expected,
                    candidates.stream().map(SourceColumn::name).collect(Collectors.joining(" and "))));
        }
        Optional<SourceColumn> source = candidates.stream().findFirst();
        if (source.isEmpty()) {
            Kind kind = contract.used() ? Kind.MISSING_COLUMN : Kind.MISSING_UNUSED_COLUMN;
            return Optional.of(new SchemaDifference(table, contract.name(), kind, expected, "no such column"));
        }
        SourceColumn column = source.get();
        return typeDifference(contract, column)
                .or(() -> nullable(contract, column))
                .map(kind -> new SchemaDifference(
                        table,
                        contract.name(),
                        kind,
                        expected + (contract.nullable() ? "" : " not null"),
                        column.declared() + (column.nullable() ? "" : " not null") + comesAs(kind, contract, column)));
    }

    private static String comesAs(Kind kind, ColumnContract contract, SourceColumn column) {
        return kind == Kind.CONVERTED_TYPE
                ? ", comes as " + contract.carried(column.type()).orElseThrow()
                : "";
    }

    private static Optional<Kind> typeDifference(ColumnContract contract, SourceColumn column) {
        ColumnType found = column.type();
        ColumnType expected = contract.type().orElse(found);
        Optional<ColumnType> carried = contract.carried(found);
        if (contract.type().isEmpty()) {
            return carried.equals(Optional.of(found)) ? Optional.empty() : Optional.of(Kind.CONVERTED_TYPE);
        }
        if (expected.equals(found)) {
            return Optional.empty();
        }
        if (!found.isSameKindAs(expected)) {
            return Optional.of(
                    !contract.used()
                            ? Kind.CHANGED_UNUSED_COLUMN
                            : carried.isPresent() ? Kind.CONVERTED_TYPE : Kind.INCOMPATIBLE_TYPE);
        }
        return Optional.of(found.fitsIn(expected) ? Kind.NARROWER_TYPE : Kind.WIDER_TYPE);
    }

    private static Optional<Kind> nullable(ColumnContract contract, SourceColumn column) {
        return column.nullable() && !contract.nullable() ? Optional.of(Kind.NULLABLE) : Optional.empty();
    }
}
