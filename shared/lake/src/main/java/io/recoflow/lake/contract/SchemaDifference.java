package io.recoflow.lake.contract;

/**
 * One point in which a source differs from its contract.
 *
 * @param table the contract's table
 * @param column the column, or empty for the whole table
 * @param kind what differs
 * @param expected what the contract says, in words
 * @param found what the source has, in words
 */
public record SchemaDifference(String table, String column, Kind kind, String expected, String found) {

    /** What a difference is and whether the job can go on with it. */
    public enum Kind {
        MISSING_TABLE(true),
        /** Several names differ in case alone, and none is exactly the contract's. */
        AMBIGUOUS_TABLE(true),
        /** The user has no right to read it. */
        UNREADABLE_TABLE(true),
        MISSING_COLUMN(true),
        AMBIGUOUS_COLUMN(true),
        UNREADABLE_COLUMN(true),
        /** A filter or expression that the database refuses. */
        INVALID_SQL(true),
        /** Values would be lost or mean something else. */
        INCOMPATIBLE_TYPE(true),
        /** Values come in another type than the source's, each exactly; those that cannot are found one by one. */
        CONVERTED_TYPE(false),
        MISSING_UNUSED_COLUMN(false),
        CHANGED_UNUSED_COLUMN(false),
        NEW_COLUMN(false),
        /** The source can hold values that the contract's type cannot; they are carried on in the wider type. */
        WIDER_TYPE(false),
        NARROWER_TYPE(false),
        /** The source may hold NULL where the contract says that it does not; the row rules look at the values. */
        NULLABLE(false);

        private final boolean fatal;

        Kind(boolean fatal) {
            this.fatal = fatal;
        }

        public boolean fatal() {
            return fatal;
        }
    }

    /** {@code customers.city: missing column (expected text(50), found no such column)}. */
    @Override
    public String toString() {
        return table + (column.isEmpty() ? "" : "." + column) + ": "
                + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " (expected " + expected
                + ", found " + found + ")";
    }
}
