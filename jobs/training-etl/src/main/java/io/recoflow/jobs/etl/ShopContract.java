package io.recoflow.jobs.etl;

import static io.recoflow.lake.contract.ColumnContract.of;

import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.ColumnType.Decimal;
import io.recoflow.lake.contract.ColumnType.Text;
import io.recoflow.lake.contract.ColumnType.Whole;
import io.recoflow.lake.contract.TableContract;
import java.util.ArrayList;
import java.util.List;

/** The contract with the shop: its tables, and which of their columns a run uses. */
final class ShopContract {

    static final String CUSTOMER_NUMBER = "customerNumber";
    static final String PRODUCT_CODE = "productCode";
    static final String PRODUCT_RATING = "productRating";
    static final String ORDER_NUMBER = "orderNumber";
    static final String ORDER_DATE = "orderDate";
    static final String QUANTITY_ORDERED = "quantityOrdered";
    static final String QUANTITY_IN_STOCK = "quantityInStock";
    static final String COUNTRY = "country";

    private static final Whole INT = new Whole(32);
    private static final Whole SMALLINT = new Whole(16);
    private static final Decimal MONEY = new Decimal(10, 2);
    private static final Text LONG_TEXT = new Text(65_535);

    private static final TableContract CUSTOMERS = new TableContract(
            "customers",
            List.of(
                    of(CUSTOMER_NUMBER, INT),
                    of("customerName", new Text(50)),
                    of("contactLastName", new Text(50)),
                    of("contactFirstName", new Text(50)),
                    of("phone", new Text(50)),
                    of("addressLine1", new Text(50)),
                    of("addressLine2", new Text(50)).orNull(),
                    of("city", new Text(50)),
                    of("state", new Text(50)).orNull(),
                    of("postalCode", new Text(15)).orNull(),
                    of(COUNTRY, new Text(50)),
                    of("salesRepEmployeeNumber", INT).orNull(),
                    of("creditLimit", MONEY).orNull()));

    private static final TableContract PRODUCTS = new TableContract(
            "products",
            List.of(
                    of(PRODUCT_CODE, new Text(15)),
                    of("productName", new Text(70)),
                    of("productLine", new Text(50)),
                    of("productScale", new Text(10)),
                    of("productVendor", new Text(50)),
                    of("productDescription", LONG_TEXT),
                    of(QUANTITY_IN_STOCK, SMALLINT),
                    of("buyPrice", MONEY),
                    of("MSRP", MONEY)));

    private static final TableContract ORDERS = new TableContract(
                    "orders",
                    List.of(
                            of(ORDER_NUMBER, INT),
                            of(ORDER_DATE, ColumnType.Plain.DATE),
                            of("requiredDate", ColumnType.Plain.DATE),
                            of("shippedDate", ColumnType.Plain.DATE).orNull(),
                            of("status", new Text(15)),
                            of("comments", LONG_TEXT).orNull(),
                            of(CUSTOMER_NUMBER, INT)))
            .using(List.of(ORDER_NUMBER, ORDER_DATE, CUSTOMER_NUMBER));

    private static final TableContract ORDER_DETAILS = new TableContract(
                    "orderdetails",
                    List.of(
                            of(ORDER_NUMBER, INT),
                            of(PRODUCT_CODE, new Text(15)),
                            of(QUANTITY_ORDERED, INT),
                            of("priceEach", MONEY),
                            of("orderLineNumber", SMALLINT)))
            .using(List.of(ORDER_NUMBER, PRODUCT_CODE, QUANTITY_ORDERED));

    private static final TableContract RATINGS = new TableContract(
                    "ratings",
                    List.of(of(CUSTOMER_NUMBER, INT), of(PRODUCT_CODE, new Text(15)), of(PRODUCT_RATING, INT)))
            .using(List.of(CUSTOMER_NUMBER, PRODUCT_CODE, PRODUCT_RATING));

    private final TableContract customers;
    private final TableContract products;

    /** The contract of a run that uses these features. */
    ShopContract(List<String> customerFeatures, List<String> productFeatures) {
        this.customers = CUSTOMERS.using(with(customerFeatures, CUSTOMER_NUMBER, COUNTRY));
        this.products = PRODUCTS.using(with(productFeatures, PRODUCT_CODE, QUANTITY_IN_STOCK));
    }

    TableContract customers() {
        return customers;
    }

    TableContract products() {
        return products;
    }

    TableContract orders() {
        return ORDERS;
    }

    TableContract orderDetails() {
        return ORDER_DETAILS;
    }

    TableContract ratings() {
        return RATINGS;
    }

    List<TableContract> tables() {
        return List.of(RATINGS, customers, products, ORDERS, ORDER_DETAILS);
    }

    private static List<String> with(List<String> features, String... always) {
        List<String> all = new ArrayList<>(features);
        all.addAll(List.of(always));
        return all;
    }
}
