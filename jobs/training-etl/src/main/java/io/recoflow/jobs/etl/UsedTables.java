package io.recoflow.jobs.etl;

import static io.recoflow.shop.SourceTables.COUNTRY;
import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.ORDER_DATE;
import static io.recoflow.shop.SourceTables.ORDER_NUMBER;
import static io.recoflow.shop.SourceTables.ORDER_STATUS;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_RATING;
import static io.recoflow.shop.SourceTables.QUANTITY_IN_STOCK;
import static io.recoflow.shop.SourceTables.QUANTITY_ORDERED;

import io.recoflow.lake.contract.TableContract;
import io.recoflow.shop.SourceTables;
import java.util.ArrayList;
import java.util.List;

/**
 * The shop's tables, with the columns in use that a run reads.
 *
 * @param hasOrders whether the shop has orders and their details; nothing is read for them otherwise
 */
record UsedTables(
        TableContract ratings,
        TableContract customers,
        TableContract products,
        TableContract orders,
        TableContract orderDetails,
        boolean hasOrders) {

    /** What a run with this configuration reads. */
    static UsedTables of(TrainingEtlConfiguration configuration) {
        boolean hasOrders = configuration.hasOrders();
        List<String> ofCustomers = and(configuration.customerFeatures(), CUSTOMER_NUMBER);
        List<String> ofProducts = and(configuration.productFeatures(), PRODUCT_CODE);
        return new UsedTables(
                SourceTables.RATINGS.using(List.of(CUSTOMER_NUMBER, PRODUCT_CODE, PRODUCT_RATING)),
                SourceTables.CUSTOMERS.using(hasOrders ? and(ofCustomers, COUNTRY) : ofCustomers),
                SourceTables.PRODUCTS.using(hasOrders ? and(ofProducts, QUANTITY_IN_STOCK) : ofProducts),
                SourceTables.ORDERS.using(List.of(ORDER_NUMBER, ORDER_DATE, CUSTOMER_NUMBER, ORDER_STATUS)),
                SourceTables.ORDER_DETAILS.using(List.of(ORDER_NUMBER, PRODUCT_CODE, QUANTITY_ORDERED)),
                hasOrders);
    }

    /** All that are read, in their order. */
    List<TableContract> all() {
        return hasOrders
                ? List.of(ratings, customers, products, orders, orderDetails)
                : List.of(ratings, customers, products);
    }

    private static List<String> and(List<String> features, String... always) {
        List<String> all = new ArrayList<>(features);
        all.addAll(List.of(always));
        return all;
    }
}
