package io.recoflow.local.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Creates the shop's tables and fills them. Commits now and then, and at the end. */
final class ShopWriter implements AutoCloseable {
    private static final int FIRST_ORDER_NUMBER = 10_100;
    private static final int ROWS_PER_FLUSH = 20_000;

    private final Connection connection;
    private final BatchInsert customers;
    private final BatchInsert products;
    private final BatchInsert orders;
    private final BatchInsert orderDetails;
    private final BatchInsert ratings;
    private int nextOrderNumber = FIRST_ORDER_NUMBER;
    private int rowsWaiting;

    /** Creates the tables, which must not exist. */
    ShopWriter(Connection connection) throws SQLException {
        this.connection = connection;
        String quote = connection.getMetaData().getIdentifierQuoteString();
        try (Statement statement = connection.createStatement()) {
            for (ShopTable table : ShopTable.ALL) {
                statement.execute("CREATE TABLE " + table.name() + " ("
                        + table.definition().replace("\"", quote) + ")");
            }
        }
        this.customers = new BatchInsert(connection, ShopTable.CUSTOMERS, quote);
        this.products = new BatchInsert(connection, ShopTable.PRODUCTS, quote);
        this.orders = new BatchInsert(connection, ShopTable.ORDERS, quote);
        this.orderDetails = new BatchInsert(connection, ShopTable.ORDER_DETAILS, quote);
        this.ratings = new BatchInsert(connection, ShopTable.RATINGS, quote);
    }

    void write(Product product) {
        products.add(
                product.code(),
                product.name(),
                product.line(),
                product.scale(),
                product.vendor(),
                product.description(),
                product.quantityInStock(),
                product.buyPrice(),
                product.msrp());
    }

    void write(Customer customer) {
        customers.add(
                customer.number(),
                customer.name(),
                customer.contactLastName(),
                customer.contactFirstName(),
                customer.phone(),
                customer.addressLine1(),
                customer.addressLine2(),
                customer.city(),
                customer.state(),
                customer.postalCode(),
                customer.country(),
                customer.salesRepEmployeeNumber(),
                customer.creditLimit());
    }

    /** Writes an order, under the next number, and its lines. */
    void write(Customer customer, Order order) {
        int number = nextOrderNumber++;
        orders.add(
                number,
                order.date(),
                order.requiredDate(),
                order.shippedDate(),
                order.status(),
                order.comments(),
                customer.number());
        int lineNumber = 1;
        for (Order.Line line : order.lines()) {
            orderDetails.add(number, line.product().code(), line.quantity(), line.priceEach(), lineNumber++);
        }
        rowsWaiting += order.lines().size();
    }

    void write(Customer customer, Product product, int rating) {
        ratings.add(customer.number(), product.code(), rating);
        rowsWaiting++;
    }

    /** Sends the rows that wait if there are enough of them to be worth it. */
    void flushIfFull() throws SQLException {
        if (rowsWaiting >= ROWS_PER_FLUSH) {
            flush();
        }
    }

    /** Sends all rows that wait, each table after those that it refers to, and commits. */
    void flush() throws SQLException {
        for (BatchInsert insert : inserts()) {
            insert.flush();
        }
        connection.commit();
        rowsWaiting = 0;
    }

    @Override
    public void close() throws SQLException {
        for (BatchInsert insert : inserts()) {
            insert.close();
        }
    }

    private List<BatchInsert> inserts() {
        return List.of(products, customers, orders, orderDetails, ratings);
    }
}
