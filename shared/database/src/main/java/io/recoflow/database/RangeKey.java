package io.recoflow.database;

import io.recoflow.lake.contract.ColumnType;
import java.util.Set;

/**
 * A column by whose values a table is cut into ranges.
 *
 * @param source the column in SQL, as its index has it
 * @param name by which the query gives it out
 * @param type of the column
 */
record RangeKey(String source, String name, ColumnType type) {

    /** Those of the databases' own types that have an order and whose text is a literal. */
    private static final Set<String> ORDERED = Set.of("UUID", "CITEXT");

    static boolean canBe(ColumnType type) {
        return isNumber(type)
                || type instanceof ColumnType.Text
                || type == ColumnType.Plain.DATE
                || type == ColumnType.Plain.TIMESTAMP
                || (type instanceof ColumnType.Other other && ORDERED.contains(other.name()));
    }

    boolean isWhole() {
        return type instanceof ColumnType.Whole;
    }

    /** A value of the column, as the driver gives out its text, in SQL. */
    String literal(String value, SourceDialect dialect) {
        return isNumber(type) ? dialect.numberLiteral(value) : dialect.literal(value);
    }

    private static boolean isNumber(ColumnType type) {
        return type instanceof ColumnType.Whole
                || type instanceof ColumnType.Decimal
                || type == ColumnType.Plain.NUMBER;
    }
}
