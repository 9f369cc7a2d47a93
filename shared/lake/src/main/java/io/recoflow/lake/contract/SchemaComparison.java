package io.recoflow.lake.contract;

import io.recoflow.lake.contract.SchemaDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            compare(contract.table(), column, source.column(column.name())).ifPresent(differences::add);
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
            String table, ColumnContract contract, Optional<SourceColumn> source) {
        String expected = contract.type().map(Object::toString).orElse("a column of any type");
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
                        column.declared() + (column.nullable() ? "" : " not null")));
    }

    private static Optional<Kind> typeDifference(ColumnContract contract, SourceColumn column) {
        ColumnType found = column.type();
        if (contract.type().isEmpty()) {
            return found instanceof ColumnType.Other ? Optional.of(Kind.INCOMPATIBLE_TYPE) : Optional.empty();
        }
        ColumnType expected = contract.type().get();
        if (expected.equals(found)) {
            return Optional.empty();
        }
        if (!found.isSameKindAs(expected)) {
            return Optional.of(contract.used() ? Kind.INCOMPATIBLE_TYPE : Kind.CHANGED_UNUSED_COLUMN);
        }
        return Optional.of(found.fitsIn(expected) ? Kind.NARROWER_TYPE : Kind.WIDER_TYPE);
    }

    private static Optional<Kind> nullable(ColumnContract contract, SourceColumn column) {
        return column.nullable() && !contract.nullable() ? Optional.of(Kind.NULLABLE) : Optional.empty();
    }
}
