package io.recoflow.local.shop;

import java.util.List;

/**
 * A table of the shop, for MySQL and PostgreSQL alike; {@code "} in its texts stands for the database's quote.
 *
 * @param columns all of them, in the order of the definition
 * @param definition what stands in the parentheses of CREATE TABLE
 */
record ShopTable(String name, List<String> columns, String definition) {
    static final ShopTable CUSTOMERS = new ShopTable(
            "customers",
            List.of(
                    "customerNumber",
                    "customerName",
                    "contactLastName",
                    "contactFirstName",
                    "phone",
                    "addressLine1",
                    "addressLine2",
                    "city",
                    "state",
                    "postalCode",
                    "country",
                    "salesRepEmployeeNumber",
                    "creditLimit"),
            """
            "customerNumber" int NOT NULL,
            "customerName" varchar(50) NOT NULL,
            "contactLastName" varchar(50) NOT NULL,
            "contactFirstName" varchar(50) NOT NULL,
            "phone" varchar(50) NOT NULL,
            "addressLine1" varchar(50) NOT NULL,
            "addressLine2" varchar(50) DEFAULT NULL,
            "city" varchar(50) NOT NULL,
            "state" varchar(50) DEFAULT NULL,
            "postalCode" varchar(15) DEFAULT NULL,
            "country" varchar(50) NOT NULL,
            "salesRepEmployeeNumber" int DEFAULT NULL,
            "creditLimit" decimal(10,2) DEFAULT NULL,
            PRIMARY KEY ("customerNumber")
            """);

    static final ShopTable PRODUCTS = new ShopTable(
            "products",
            List.of(
                    "productCode",
                    "productName",
                    "productLine",
                    "productScale",
                    "productVendor",
                    "productDescription",
                    "quantityInStock",
                    "buyPrice",
                    "MSRP"),
            """
            "productCode" varchar(15) NOT NULL,
            "productName" varchar(70) NOT NULL,
            "productLine" varchar(50) NOT NULL,
            "productScale" varchar(10) NOT NULL,
            "productVendor" varchar(50) NOT NULL,
            "productDescription" text NOT NULL,
            "quantityInStock" smallint NOT NULL,
            "buyPrice" decimal(10,2) NOT NULL,
            "MSRP" decimal(10,2) NOT NULL,
            PRIMARY KEY ("productCode")
            """);

    static final ShopTable ORDERS = new ShopTable(
            "orders",
            List.of("orderNumber", "orderDate", "requiredDate", "shippedDate", "status", "comments", "customerNumber"),
            """
            "orderNumber" int NOT NULL,
            "orderDate" date NOT NULL,
            "requiredDate" date NOT NULL,
            "shippedDate" date DEFAULT NULL,
            "status" varchar(15) NOT NULL,
            "comments" text,
            "customerNumber" int NOT NULL,
            PRIMARY KEY ("orderNumber"),
            FOREIGN KEY ("customerNumber") REFERENCES customers ("customerNumber")
            """);

    static final ShopTable ORDER_DETAILS = new ShopTable(
            "orderdetails",
            List.of("orderNumber", "productCode", "quantityOrdered", "priceEach", "orderLineNumber"),
            """
            "orderNumber" int NOT NULL,
            "productCode" varchar(15) NOT NULL,
            "quantityOrdered" int NOT NULL,
            "priceEach" decimal(10,2) NOT NULL,
            "orderLineNumber" smallint NOT NULL,
            PRIMARY KEY ("orderNumber", "productCode"),
            FOREIGN KEY ("orderNumber") REFERENCES orders ("orderNumber"),
            FOREIGN KEY ("productCode") REFERENCES products ("productCode")
            """);

    static final ShopTable RATINGS = new ShopTable("ratings", List.of("customerNumber", "productCode", "productRating"), """
            "customerNumber" int NOT NULL,
            "productCode" varchar(15) NOT NULL,
            "productRating" int NOT NULL,
            PRIMARY KEY ("customerNumber", "productCode"),
            FOREIGN KEY ("customerNumber") REFERENCES customers ("customerNumber"),
            FOREIGN KEY ("productCode") REFERENCES products ("productCode")
            """);

    /** Every table, each after those that it refers to. */
    static final List<ShopTable> ALL = List.of(CUSTOMERS, PRODUCTS, ORDERS, ORDER_DETAILS, RATINGS);
}
