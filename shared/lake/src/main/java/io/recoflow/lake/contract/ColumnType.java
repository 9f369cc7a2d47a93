package io.recoflow.lake.contract;

/**
 * A column's type as far as a contract cares, whatever the database calls it. {@link #toString()} is how messages name
 * it.
 */
public sealed interface ColumnType {

    /** Whether every value of this type is a value of the other, exactly. */
    boolean fitsIn(ColumnType other);

    /** Whether a value of one can be carried in the other's kind at all, be it with more room. */
    boolean isSameKindAs(ColumnType other);

    /** @param bits of a signed integer: 8, 16, 32 or 64 */
    record Whole(int bits) implements ColumnType {
        @Override
        public boolean fitsIn(ColumnType other) {
            return other instanceof Whole whole && bits <= whole.bits;
        }

        @Override
        public boolean isSameKindAs(ColumnType other) {
            return other instanceof Whole;
        }

        @Override
        public String toString() {
            return "integer of " + bits + " bits";
        }
    }

    /**
     * @param precision digits in all, 1 to 38
     * @param scale of them after the point
     */
    record Decimal(int precision, int scale) implements ColumnType {
        @Override
        public boolean fitsIn(ColumnType other) {
            return other instanceof Decimal decimal
                    && precision - scale <= decimal.precision - decimal.scale
                    && scale <= decimal.scale;
        }

        @Override
        public boolean isSameKindAs(ColumnType other) {
            return other instanceof Decimal;
        }

        @Override
        public String toString() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /** @param length in characters */
    record Text(long length) implements ColumnType {
        @Override
        public boolean fitsIn(ColumnType other) {
            return other instanceof Text text && length <= text.length;
        }

        @Override
        public boolean isSameKindAs(ColumnType other) {
            return other instanceof Text;
        }

        @Override
        public String toString() {
            return "text(" + length + ")";
        }
    }

    /** Types without a size. */
    enum Plain implements ColumnType {
        DATE("date"),
        TIMESTAMP("timestamp"),
        BOOLEAN("boolean"),
        DOUBLE("floating point"),
        BINARY("binary");

        private final String words;

        Plain(String words) {
            this.words = words;
        }

        @Override
        public boolean fitsIn(ColumnType other) {
            return this == other;
        }

        @Override
        public boolean isSameKindAs(ColumnType other) {
            return this == other;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** @param name the database's word for a type that no contract can use */
    record Other(String name) implements ColumnType {
        @Override
        public boolean fitsIn(ColumnType other) {
            return equals(other);
        }

        @Override
        public boolean isSameKindAs(ColumnType other) {
            return equals(other);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
