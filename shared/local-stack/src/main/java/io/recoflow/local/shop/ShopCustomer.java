package io.recoflow.local.shop;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the shop knows of a customer when one logs in.
 *
 * @param city as stored, perhaps with a space at its end
 * @param country as stored, perhaps with spaces at its end
 * @param creditLimit with two decimals; 0.00 for a customer without credit
 */
public record ShopCustomer(
        int number,
        String city,
        @Nullable String state,
        @Nullable String postalCode,
        String country,
        BigDecimal creditLimit) {
    static ShopCustomer of(Customer customer) {
        return new ShopCustomer(
                customer.number(),
                customer.city(),
                customer.state(),
                customer.postalCode(),
                customer.country(),
                customer.creditLimit());
    }
}
