package io.recoflow.lake.contract;

import java.util.Optional;

/**
 * What is agreed of a column.
 *
 * @param name compared without regard to case where no column has exactly it, as databases do
 * @param type empty where any type that can be stored will do
 * @param accepts what else its readers can use
 * @param nullable whether NULL is a normal value
 * @param used whether anything is read from it; the loss of an unused column is reported and does no harm
 */
public record ColumnContract(String name, Optional<ColumnType> type, Accepts accepts, boolean nullable, boolean used) {

    /** What the readers of a column can use beside its type. */
    public enum Accepts {
        NOTHING_ELSE,
        /** Any number, as it is. */
        ANY_NUMBER,
        /** Text: a key that is only compared. */
        TEXT
    }

    public static ColumnContract of(String name, ColumnType type) {
        return new ColumnContract(name, Optional.of(type), Accepts.NOTHING_ELSE, false, false);
    }

    /** A column of which nothing was agreed but that it is there. */
    public static ColumnContract ofAnyType(String name) {
        return new ColumnContract(name, Optional.empty(), Accepts.NOTHING_ELSE, true, false);
    }

    public ColumnContract orNull() {
        return new ColumnContract(name, type, accepts, true, used);
    }

    public ColumnContract orAnyNumber() {
        return new ColumnContract(name, type, Accepts.ANY_NUMBER, nullable, used);
    }

    public ColumnContract orText() {
        return new ColumnContract(name, type, Accepts.TEXT, nullable, used);
    }

    public ColumnContract inUse() {
        return new ColumnContract(name, type, accepts, nullable, true);
    }

    ColumnContract notInUse() {
        return new ColumnContract(name, type, accepts, nullable, false);
    }

    /** The same column with text for its type. */
    ColumnContract asText() {
        return new ColumnContract(name, Optional.of(ColumnType.Text.UNBOUNDED), accepts, nullable, used);
    }

    /** The type in which values of a type come; empty where they cannot. */
    public Optional<ColumnType> carried(ColumnType found) {
        return CarriedType.of(this, found);
    }
}
