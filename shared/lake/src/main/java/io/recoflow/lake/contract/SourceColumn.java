package io.recoflow.lake.contract;

/**
 * A column as it is in the source.
 *
 * @param name as the source spells it
 * @param type what it amounts to
 * @param declared as the source writes the type, for messages: {@code DECIMAL(10,2)}
 * @param nullable whether it may be NULL
 */
public record SourceColumn(String name, ColumnType type, String declared, boolean nullable) {}
