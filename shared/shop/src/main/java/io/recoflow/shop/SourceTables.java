package io.recoflow.shop;

import static io.recoflow.lake.contract.ColumnContract.of;

import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.ColumnType.Decimal;
import io.recoflow.lake.contract.ColumnType.Text;
import io.recoflow.lake.contract.ColumnType.Whole;
import io.recoflow.lake.contract.TableContract;
import java.util.List;

/**
 * The tables of the shop's database, each with all columns that are agreed, none of them in use. Names of columns stand
 * here and nowhere else.
 */
public final class SourceTables {

    public static final String CUSTOMER_NUMBER = "customerNumber";
    public static final String CUSTOMER_NAME = "customerName";
    public static final String CITY = "city";
    public static final String STATE = "state";
    public static final String POSTAL_CODE = "postalCode";
    public static final String COUNTRY = "country";
    public static final String CREDIT_LIMIT = "creditLimit";

    public static final String PRODUCT_CODE = "productCode";
    public static final String PRODUCT_NAME = "productName";
    public static final String PRODUCT_LINE = "productLine";
    public static final String PRODUCT_SCALE = "productScale";
    public static final String QUANTITY_IN_STOCK = "quantityInStock";
    public static final String BUY_PRICE = "buyPrice";
    public static final String LIST_PRICE = "MSRP";

    public static final String ORDER_NUMBER = "orderNumber";
    public static final String ORDER_DATE = "orderDate";
    public static final String ORDER_STATUS = "status";
    public static final String QUANTITY_ORDERED = "quantityOrdered";

    public static final String PRODUCT_RATING = "productRating";

    private static final Whole INT = new Whole(32);
    private static final Whole SMALLINT = new Whole(16);
    private static final Decimal MONEY = new Decimal(10, 2);
    private static final Text LONG_TEXT = new Text(65_535);
    private static final Text CODE = new Text(15);

    public static final TableContract CUSTOMERS = new TableContract(
                    "customers",
                    List.of(
                            of(CUSTOMER_NUMBER, INT).orText(),
                            of(CUSTOMER_NAME, new Text(50)),
                            of("contactLastName", new Text(50)),
                            of("contactFirstName", new Text(50)),
                            of("phone", new Text(50)),
                            of("addressLine1", new Text(50)),
                            of("addressLine2", new Text(50)).orNull(),
                            of(CITY, new Text(50)),
                            of(STATE, new Text(50)).orNull(),
                            of(POSTAL_CODE, new Text(15)).orNull(),
                            of(COUNTRY, new Text(50)),
                            of("salesRepEmployeeNumber", INT).orNull(),
                            of(CREDIT_LIMIT, MONEY).orAnyNumber().orNull()))
            .keyedBy(CUSTOMER_NUMBER);

    public static final TableContract PRODUCTS = new TableContract(
                    "products",
                    List.of(
                            of(PRODUCT_CODE, CODE),
                            of(PRODUCT_NAME, new Text(70)),
                            of(PRODUCT_LINE, new Text(50)),
                            of(PRODUCT_SCALE, new Text(10)),
                            of("productVendor", new Text(50)),
                            of("productDescription", LONG_TEXT),
                            of(QUANTITY_IN_STOCK, SMALLINT).orAnyNumber(),
                            of(BUY_PRICE, MONEY).orAnyNumber(),
                            of(LIST_PRICE, MONEY).orAnyNumber()))
            .keyedBy(PRODUCT_CODE);

    public static final TableContract ORDERS = new TableContract(
                    "orders",
                    List.of(
                            of(ORDER_NUMBER, INT).orText(),
                            of(ORDER_DATE, ColumnType.Plain.DATE),
                            of("requiredDate", ColumnType.Plain.DATE),
                            of("shippedDate", ColumnType.Plain.DATE).orNull(),
                            of(ORDER_STATUS, new Text(15)),
                            of("comments", LONG_TEXT).orNull(),
                            of(CUSTOMER_NUMBER, INT).orText()))
            .keyedBy(ORDER_NUMBER);

    public static final TableContract ORDER_DETAILS = new TableContract(
                    "orderdetails",
                    List.of(
                            of(ORDER_NUMBER, INT).orText(),
                            of(PRODUCT_CODE, CODE),
                            of(QUANTITY_ORDERED, INT),
                            of("priceEach", MONEY),
                            of("orderLineNumber", SMALLINT)))
            .keyedBy(ORDER_NUMBER, PRODUCT_CODE);

    public static final TableContract RATINGS = new TableContract(
                    "ratings",
                    List.of(
                            of(CUSTOMER_NUMBER, INT).orText(),
                            of(PRODUCT_CODE, CODE),
                            of(PRODUCT_RATING, INT).orAnyNumber()))
            .keyedBy(CUSTOMER_NUMBER, PRODUCT_CODE);

    /** Keys that are whole numbers in one shop and text in another, and by which tables are joined. */
    public static final List<String> NUMBERS_OR_TEXT = List.of(CUSTOMER_NUMBER, ORDER_NUMBER);

    /** All keys by which tables are joined. */
    public static final List<String> KEYS = List.of(CUSTOMER_NUMBER, ORDER_NUMBER, PRODUCT_CODE);

    /** All tables, each after those that it refers to. */
    public static final List<TableContract> ALL = List.of(CUSTOMERS, PRODUCTS, ORDERS, ORDER_DETAILS, RATINGS);

    private SourceTables() {}
}
