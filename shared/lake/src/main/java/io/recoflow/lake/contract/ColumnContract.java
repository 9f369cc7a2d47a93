package io.recoflow.lake.contract;

import java.util.Optional;

/**
 * What is agreed of a column.
 *
 * @param name compared without regard to case, as databases do
 * @param type empty where any type that can be stored will do
 * @param nullable whether NULL is a normal value
 * @param used whether anything is read from it; the loss of an unused column is reported and does no harm
 */
public record ColumnContract(String name, Optional<ColumnType> type, boolean nullable, boolean used) {

    public static ColumnContract of(String name, ColumnType type) {
        return new ColumnContract(name, Optional.of(type), false, false);
    }

    /** A column of which nothing was agreed but that it is there. */
    public static ColumnContract ofAnyType(String name) {
        return new ColumnContract(name, Optional.empty(), true, false);
    }

    public ColumnContract orNull() {
        return new ColumnContract(name, type, true, used);
    }

    public ColumnContract inUse() {
        return new ColumnContract(name, type, nullable, true);
    }
}
