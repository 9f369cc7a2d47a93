package io.recoflow.database;

import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.ColumnType.Decimal;
import io.recoflow.lake.contract.ColumnType.Plain;
import io.recoflow.lake.contract.ColumnType.Text;
import io.recoflow.lake.contract.ColumnType.Whole;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * How a column of the source comes: converted by the database, so that no driver has to guess.
 *
 * @param name by which it comes
 * @param source the column in SQL, as it is
 * @param value the same in the type in which it comes; NULL for a value that is absent or unfit
 * @param absent a condition for values that stand for none: a zero date, NaN
 * @param unfit a condition for values that the type cannot hold
 * @param type Spark's; empty where it is what Spark makes of the database's type
 */
record ColumnReading(
        String name,
        String source,
        String value,
        Optional<String> absent,
        Optional<String> unfit,
        Optional<DataType> type) {

    /** @param source the column in SQL */
    static ColumnReading of(ColumnContract contract, ColumnType found, String source, SourceDialect dialect) {
        ColumnType carried = contract.carried(found).orElseThrow();
        Optional<String> absent = dialect.absent(source, found);
        Optional<String> unfit = unfit(source, found, carried)
                .map(condition -> absent.map(none -> condition + " AND NOT (" + none + ")")
                        .orElse(condition));
        String converted = converted(source, found, carried, dialect);
        String nothing = Stream.of(absent, unfit)
                .flatMap(Optional::stream)
                .map(condition -> "(" + condition + ")")
                .collect(Collectors.joining(" OR "));
        return new ColumnReading(
                contract.name(),
                source,
                nothing.isEmpty() ? converted : "CASE WHEN " + nothing + " THEN NULL ELSE " + converted + " END",
                absent,
                unfit,
                sparkType(carried));
    }

    /** The same for text without the blanks at its end. */
    ColumnReading trimmed() {
        return new ColumnReading(name, source, "TRIM(TRAILING ' ' FROM " + value + ")", absent, unfit, type);
    }

    boolean isText() {
        return type.equals(Optional.of(DataTypes.StringType));
    }

    private static String converted(String source, ColumnType found, ColumnType carried, SourceDialect dialect) {
        if (carried instanceof Text) {
            return found instanceof Text ? source : dialect.cast(source, carried);
        }
        boolean sameKind = found.isSameKindAs(carried) && found.fitsIn(carried);
        return sameKind || found.equals(carried) ? source : dialect.cast(source, carried);
    }

    /** Not for NULL, of which nothing is true. */
    private static Optional<String> unfit(String source, ColumnType found, ColumnType carried) {
        if (carried instanceof Whole && !(found instanceof Whole)) {
            boolean always = found instanceof Decimal decimal && decimal.scale() == 0 && decimal.precision() <= 18;
            return always
                    ? Optional.empty()
                    : Optional.of("NOT (" + source + " >= -9223372036854775808 AND " + source
                            + " < 9223372036854775808 AND " + source + " = FLOOR(" + source + "))");
        }
        if (carried instanceof Decimal decimal && !found.fitsIn(carried) && !(found instanceof Whole)) {
            return Optional.of("NOT (ABS(" + source + ") < 1" + "0".repeat(decimal.precision() - decimal.scale())
                    + " AND " + source + " = ROUND(" + source + ", " + decimal.scale() + "))");
        }
        return Optional.empty();
    }

    private static Optional<DataType> sparkType(ColumnType carried) {
        if (carried instanceof Whole whole) {
            return Optional.of(whole.bits() > 32 ? DataTypes.LongType : DataTypes.IntegerType);
        }
        if (carried instanceof Decimal decimal) {
            return Optional.of(DataTypes.createDecimalType(decimal.precision(), decimal.scale()));
        }
        if (carried instanceof Text) {
            return Optional.of(DataTypes.StringType);
        }
        return carried == Plain.DATE ? Optional.of(DataTypes.DateType) : Optional.empty();
    }
}
