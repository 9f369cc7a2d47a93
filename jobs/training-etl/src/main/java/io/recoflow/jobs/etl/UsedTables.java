package io.recoflow.jobs.etl;

import static io.recoflow.shop.SourceTables.COUNTRY;
import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.ORDER_DATE;
import static io.recoflow.shop.SourceTables.ORDER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_RATING;
import static io.recoflow.shop.SourceTables.QUANTITY_IN_STOCK;
import static io.recoflow.shop.SourceTables.QUANTITY_ORDERED;

import io.recoflow.lake.contract.TableContract;
import io.recoflow.shop.SourceTables;
import java.util.ArrayList;
import java.util.List;

/** The shop's tables, with the columns in use that a run reads. */
record UsedTables(
        TableContract ratings,
        TableContract customers,
        TableContract products,
        TableContract orders,
        TableContract orderDetails) {

    /** What a run with these features reads. */
    static UsedTables with(List<String> customerFeatures, List<String> productFeatures) {
        return new UsedTables(
                SourceTables.RATINGS.using(List.of(CUSTOMER_NUMBER, PRODUCT_CODE, PRODUCT_RATING)),
                SourceTables.CUSTOMERS.using(and(customerFeatures, CUSTOMER_NUMBER, COUNTRY)),
                SourceTables.PRODUCTS.using(and(productFeatures, PRODUCT_CODE, QUANTITY_IN_STOCK)),
                SourceTables.ORDERS.using(List.of(ORDER_NUMBER, ORDER_DATE, CUSTOMER_NUMBER)),
                SourceTables.ORDER_DETAILS.using(List.of(ORDER_NUMBER, PRODUCT_CODE, QUANTITY_ORDERED)));
    }

    /** All of them, in the order in which they are read. */
    List<TableContract> all() {
        return List.of(ratings, customers, products, orders, orderDetails);
    }

    private static List<String> and(List<String> features, String... always) {
        List<String> all = new ArrayList<>(features);
        all.addAll(List.of(always));
        return all;
    }
}
