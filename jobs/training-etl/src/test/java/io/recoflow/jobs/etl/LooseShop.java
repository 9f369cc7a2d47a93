package io.recoflow.jobs.etl;

import java.sql.SQLException;

/** A shop without keys and constraints, so that it can hold any bad row: 50 customers who rated the same 20 products. */
final class LooseShop {

    static final int RATINGS = 1_000;

    private LooseShop() {}

    static void createIn(TrainingEtlHarness etl) throws SQLException {
        etl.sql(
                "CREATE TABLE customers (customerNumber int, customerName varchar(50), contactLastName varchar(50),"
                        + " contactFirstName varchar(50), phone varchar(50), addressLine1 varchar(50),"
                        + " addressLine2 varchar(50), city varchar(50), state varchar(50), postalCode varchar(15),"
                        + " country varchar(50), salesRepEmployeeNumber int, creditLimit decimal(10,2))",
                "CREATE TABLE products (productCode varchar(15), productName varchar(70), productLine varchar(50),"
                        + " productScale varchar(10), productVendor varchar(50), productDescription text,"
                        + " quantityInStock smallint, buyPrice decimal(10,2), MSRP decimal(10,2))",
                "CREATE TABLE orders (orderNumber int, orderDate date, requiredDate date, shippedDate date,"
                        + " status varchar(15), comments text, customerNumber int)",
                "CREATE TABLE orderdetails (orderNumber int, productCode varchar(15), quantityOrdered int,"
                        + " priceEach decimal(10,2), orderLineNumber smallint)",
                "CREATE TABLE ratings (customerNumber int, productCode varchar(15), productRating int)",
                "INSERT INTO customers SELECT 100 + seq, CONCAT('Customer ', seq), 'Doe', 'Jo', '555', 'Street', NULL,"
                        + " 'Nantes', NULL, NULL, 'France', NULL, 1000.50 FROM seq_1_to_50",
                "INSERT INTO products SELECT CONCAT('P', 100 + seq), 'A car', 'Cars', '1:18', 'Vendor', 'A car.', 10,"
                        + " 9.99, 19.99 FROM seq_1_to_20",
                "INSERT INTO ratings SELECT customerNumber, productCode, 1 + (customerNumber * 7 + quantityInStock) % 5"
                        + " FROM customers CROSS JOIN products");
    }

    /** Moves some ratings, of as many customers and products, to customers whose numbers are higher by 1000. */
    static String moveToOtherCustomers(int ratings) {
        return "UPDATE ratings SET customerNumber = customerNumber + 1000 ORDER BY productCode, customerNumber LIMIT "
                + ratings;
    }

    /** Moves some ratings to products whose codes end in x. */
    static String moveToOtherProducts(int ratings) {
        return "UPDATE ratings SET productCode = CONCAT(productCode, 'x') ORDER BY customerNumber, productCode LIMIT "
                + ratings;
    }

    /** Adds the customers of {@link #moveToOtherCustomers}. */
    static String otherCustomers(String creditLimit) {
        return "INSERT INTO customers SELECT customerNumber + 1000, customerName, contactLastName, contactFirstName,"
                + " phone, addressLine1, addressLine2, city, state, postalCode, country, salesRepEmployeeNumber, "
                + creditLimit + " FROM customers WHERE customerNumber < 1000";
    }

    /** Adds the products of {@link #moveToOtherProducts}. */
    static String otherProducts(String buyPrice, String msrp) {
        return "INSERT INTO products SELECT CONCAT(productCode, 'x'), productName, productLine, productScale,"
                + " productVendor, productDescription, quantityInStock, " + buyPrice + ", " + msrp
                + " FROM products WHERE productCode NOT LIKE '%x'";
    }
}
