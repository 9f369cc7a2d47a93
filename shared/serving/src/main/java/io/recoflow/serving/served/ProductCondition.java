package io.recoflow.serving.served;

import io.recoflow.lake.parquet.ParquetRows.Row;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a column of a product must be. Where a product has no value there, nothing is known, and nothing holds.
 *
 * @param column of the lake's {@code products}
 * @param texts of which one is meant, without white space around them
 * @param numbers the same as numbers, those that are; without zeros at their ends
 */
public record ProductCondition(String column, Operator operator, Set<String> texts, Set<BigDecimal> numbers) {

    /** Digits of a number, on either side of the point: exponents of any size would be written out. */
    private static final String NUMBER = "[+-]?\\d{1,30}(?:\\.\\d{1,30})?";

    /** How a column is compared. */
    public enum Operator {
        IS("="),
        IS_NOT("!="),
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Operator of(String sign) {
            return Stream.of(values())
                    .filter(each -> each.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }

        /** Whether it asks which of two numbers is greater. */
        boolean isOrder() {
            return this != IS && this != IS_NOT;
        }

        /** @param order of the column's number and the condition's, as {@link Comparable#compareTo} tells it */
        private boolean holds(int order) {
            return switch (this) {
                case IS -> order == 0;
                case IS_NOT -> order != 0;
                case BELOW -> order < 0;
                case AT_MOST -> order <= 0;
                case ABOVE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /** @param values at least one; exactly one number where the operator is about order */
    static ProductCondition of(String column, Operator operator, Collection<String> values) {
        return new ProductCondition(
                column,
                operator,
                Set.copyOf(values),
                values.stream().flatMap(value -> number(value).stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** A plain number, if the text is one. */
    static Optional<BigDecimal> number(String text) {
        return text.matches(NUMBER) ? Optional.of(new BigDecimal(text).stripTrailingZeros()) : Optional.empty();
    }

    boolean holds(Row product) {
        if (!product.has(column)) {
            return false;
        }
        Optional<BigDecimal> number = product.decimal(column);
        if (operator.isOrder()) {
            return number.stream()
                    .anyMatch(each -> numbers.stream().anyMatch(limit -> operator.holds(each.compareTo(limit))));
        }
        boolean isOne = number.map(each -> numbers.contains(each.stripTrailingZeros()))
                .orElseGet(() -> texts.contains(product.text(column).strip()));
        return isOne == (operator == Operator.IS);
    }
}
