package io.recoflow.lake.contract;

import io.recoflow.lake.contract.ColumnContract.Accepts;
import io.recoflow.lake.contract.ColumnType.Decimal;
import io.recoflow.lake.contract.ColumnType.Other;
import io.recoflow.lake.contract.ColumnType.Plain;
import io.recoflow.lake.contract.ColumnType.Text;
import io.recoflow.lake.contract.ColumnType.Whole;
import java.util.Optional;

/**
 * In which type a source's column comes. It is one that holds every value where there is such a type; where there is
 * none (a number of any size) it holds all that are usual, and the values have to be looked at.
 */
final class CarriedType {

    /** The most digits that Spark and Parquet have, as many before the point as behind it. */
    private static final Decimal ANY_SIZE = new Decimal(38, 18);

    private static final Whole LARGEST = new Whole(64);

    private CarriedType() {}

    static Optional<ColumnType> of(ColumnContract column, ColumnType found) {
        if (column.type().isEmpty()) {
            return Optional.of(found == Plain.NUMBER ? ANY_SIZE : found instanceof Other ? Text.UNBOUNDED : found);
        }
        ColumnType agreed = column.type().get();
        if (agreed instanceof Whole whole) {
            return whole(whole, column.accepts(), found);
        }
        if (agreed instanceof Decimal decimal) {
            return decimal(decimal, found);
        }
        if (agreed instanceof Text text) {
            return text(text, found);
        }
        return agreed.equals(found) || (agreed == Plain.DATE && found == Plain.TIMESTAMP)
                ? Optional.of(agreed)
                : Optional.empty();
    }

    private static Optional<ColumnType> whole(Whole agreed, Accepts accepts, ColumnType found) {
        if (found instanceof Whole whole) {
            return Optional.of(new Whole(Math.max(whole.bits(), agreed.bits())));
        }
        if (accepts == Accepts.TEXT && (found instanceof Text || found instanceof Other)) {
            return Optional.of(Text.UNBOUNDED);
        }
        if (!isNumber(found)) {
            return Optional.empty();
        }
        return Optional.of(accepts == Accepts.ANY_NUMBER ? anyNumber(found) : LARGEST);
    }

    private static Optional<ColumnType> decimal(Decimal agreed, ColumnType found) {
        if (found instanceof Decimal decimal) {
            return Optional.of(holding(agreed, decimal));
        }
        if (found instanceof Whole whole) {
            return Optional.of(holding(agreed, new Decimal(whole.digits(), 0)));
        }
        return isNumber(found) ? Optional.of(anyNumber(found)) : Optional.empty();
    }

    private static Optional<ColumnType> text(Text agreed, ColumnType found) {
        if (found instanceof Text text) {
            return Optional.of(new Text(Math.max(text.length(), agreed.length())));
        }
        boolean exactAsText =
                found instanceof Whole || found instanceof Decimal || found instanceof Other || found == Plain.NUMBER;
        return exactAsText ? Optional.of(Text.UNBOUNDED) : Optional.empty();
    }

    private static ColumnType anyNumber(ColumnType number) {
        return number == Plain.NUMBER ? ANY_SIZE : number;
    }

    private static Decimal holding(Decimal one, Decimal other) {
        int scale = Math.max(one.scale(), other.scale());
        int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
        return new Decimal(Math.min(38, whole + scale), scale);
    }

    private static boolean isNumber(ColumnType type) {
        return type instanceof Decimal || type == Plain.DOUBLE || type == Plain.NUMBER;
    }
}
