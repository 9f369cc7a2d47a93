package io.recoflow.local.shop;

import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.ORDER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;

import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.shop.SourceTables;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of the shop, for MySQL and PostgreSQL alike, as the contract says; {@code "} in its texts stands for the
 * database's quote.
 *
 * @param columns all of them, in the order of the definition
 * @param definition what stands in the parentheses of CREATE TABLE
 */
record ShopTable(String name, List<String> columns, String definition) {

    /** From this length on, a text has a type without one. */
    private static final long LONG_TEXT = 65_535;

    static final ShopTable CUSTOMERS = of(SourceTables.CUSTOMERS, primaryKey(CUSTOMER_NUMBER));

    static final ShopTable PRODUCTS = of(SourceTables.PRODUCTS, primaryKey(PRODUCT_CODE));

    static final ShopTable ORDERS =
            of(SourceTables.ORDERS, primaryKey(ORDER_NUMBER), foreignKey(CUSTOMER_NUMBER, SourceTables.CUSTOMERS));

    static final ShopTable ORDER_DETAILS = of(
            SourceTables.ORDER_DETAILS,
            primaryKey(ORDER_NUMBER, PRODUCT_CODE),
            foreignKey(ORDER_NUMBER, SourceTables.ORDERS),
            foreignKey(PRODUCT_CODE, SourceTables.PRODUCTS));

    static final ShopTable RATINGS = of(
            SourceTables.RATINGS,
            primaryKey(CUSTOMER_NUMBER, PRODUCT_CODE),
            foreignKey(CUSTOMER_NUMBER, SourceTables.CUSTOMERS),
            foreignKey(PRODUCT_CODE, SourceTables.PRODUCTS));

    /** Every table, each after those that it refers to. */
    static final List<ShopTable> ALL = List.of(CUSTOMERS, PRODUCTS, ORDERS, ORDER_DETAILS, RATINGS);

    private static ShopTable of(TableContract contract, String... keys) {
        List<String> columns =
                contract.columns().stream().map(ColumnContract::name).toList();
        List<String> definition = new ArrayList<>();
        contract.columns().forEach(column -> definition.add(column(column)));
        definition.addAll(List.of(keys));
        return new ShopTable(contract.table(), columns, String.join(",\n", definition));
    }

    private static String column(ColumnContract column) {
        return quoted(column.name()) + " " + sqlType(column.type().orElseThrow())
                + (column.nullable() ? "" : " NOT NULL");
    }

    private static String sqlType(ColumnType type) {
        if (type instanceof ColumnType.Whole whole) {
            return whole.bits() <= 16 ? "smallint" : "int";
        }
        if (type instanceof ColumnType.Text text) {
            return text.length() >= LONG_TEXT ? "text" : "varchar(" + text.length() + ")";
        }
        // What SQL calls them, too: date, decimal(10,2).
        return type.toString();
    }

    private static String primaryKey(String... columns) {
        List<String> names = List.of(columns).stream().map(ShopTable::quoted).toList();
        return "PRIMARY KEY (" + String.join(", ", names) + ")";
    }

    private static String foreignKey(String column, TableContract table) {
        return "FOREIGN KEY (" + quoted(column) + ") REFERENCES " + table.table() + " (" + quoted(column) + ")";
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
