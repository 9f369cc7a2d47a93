package io.recoflow.local.shop;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table "customers", and what the shop does not store.
 *
 * @param country as stored, perhaps with spaces at its end
 * @param countryIndex the country's place in {@link Country#ALL}
 * @param creditLimit 0.00 for a customer without credit
 */
record Customer(
        int number,
        String name,
        String contactLastName,
        String contactFirstName,
        String phone,
        String addressLine1,
        @Nullable String addressLine2,
        String city,
        @Nullable String state,
        @Nullable String postalCode,
        String country,
        int countryIndex,
        @Nullable Integer salesRepEmployeeNumber,
        BigDecimal creditLimit) {

    /** The group of customers with similar credit: 0 without any, then 1 to 3. */
    int creditGroup() {
        double limit = creditLimit.doubleValue();
        if (limit == 0) {
            return 0;
        }
        if (limit < 60_000) {
            return 1;
        }
        return limit < 100_000 ? 2 : 3;
    }
}
