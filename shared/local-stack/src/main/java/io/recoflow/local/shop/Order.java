package io.recoflow.local.shop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table "orders", without its number, and its rows in "orderdetails".
 *
 * @param lines at least one, each of another product
 */
record Order(
        LocalDate date,
        LocalDate requiredDate,
        @Nullable LocalDate shippedDate,
        String status,
        @Nullable String comments,
        List<Line> lines) {
    /** A product in an order. */
    record Line(Product product, int quantity, BigDecimal priceEach) {}
}
