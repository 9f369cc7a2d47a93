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

        /** Decimal digits of the largest. */
        int digits() {
            return bits <= 8 ? 3 : bits <= 16 ? 5 : bits <= 32 ? 10 : 19;
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

        /** Text of any length. */
        public static final Text UNBOUNDED = new Text(Integer.MAX_VALUE);

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
            return length >= UNBOUNDED.length ? "text" : "text(" + length + ")";
        }
    }

    /** Types without a size. */
    enum Plain implements ColumnType {
        DATE("date"),
        TIMESTAMP("timestamp"),
        BOOLEAN("boolean"),
        DOUBLE("floating point"),
        /** Decimal digits without a bound, or more of them than a {@link Decimal} has. */
        NUMBER("number of any size"),
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

    /** @param name the database's word for a type of its own, whose values are known by their text only */
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
