package io.recoflow.local.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * A shop for model vehicles, of any size, the same for the same values: its customers, products, orders and ratings. The
 * tables have the columns and types of the source that the jobs expect.
 *
 * <p>It is as real shops are: few customers buy much and many little, some products sell far better than others, some
 * are out of stock, states and postal codes are missing, some cities and countries end in spaces. Whoever rated a product
 * has bought it. Customers have favourite styles, of which they buy more and which they rate higher, so that products are
 * bought together; ratings depend on the customer's country and credit limit and on the product's line, scale and quality
 * as well. So a model has something to learn: of each customer, and of features.
 *
 * @param customers how many, at least 1
 * @param products how many, at least 1
 * @param ratingsPerCustomer the average, 0 to {@code products}
 * @param seed another one makes another shop
 * @param newestOrderDate the orders are of the two years up to this day, with some in its last week
 */
public record SampleShop(int customers, int products, double ratingsPerCustomer, long seed, LocalDate newestOrderDate) {
    /** How many products {@link #ofCustomers} sells. */
    public static final int DEFAULT_PRODUCTS = 110;

    /** How many products a customer rates on average in {@link #ofCustomers}. */
    public static final double DEFAULT_RATINGS_PER_CUSTOMER = 20;

    /** The seed of {@link #ofCustomers}. */
    public static final long DEFAULT_SEED = 42;

    private static final int ORDERS_IN_NEWEST_WEEK = 5;
    private static final double NOT_RATED = 0.1;

    /** @throws IllegalArgumentException when a number is out of its range */
    public SampleShop {
        if (customers < 1 || products < 1) {
            throw new IllegalArgumentException("Cannot make a shop of " + customers + " customers and " + products
                    + " products: it needs at least one of each");
        }
        if (!(ratingsPerCustomer >= 0 && ratingsPerCustomer <= products)) {
            throw new IllegalArgumentException("Cannot have " + ratingsPerCustomer + " ratings per customer with "
                    + products + " products: a customer rates a product once, so use 0 to " + products);
        }
    }

    /** A shop with 110 products, 20 ratings per customer, seed 42 and orders until today (UTC). */
    public static SampleShop ofCustomers(int customers) {
        return new SampleShop(
                customers,
                DEFAULT_PRODUCTS,
                DEFAULT_RATINGS_PER_CUSTOMER,
                DEFAULT_SEED,
                LocalDate.now(Clock.systemUTC()));
    }

    /**
     * Creates the tables customers, products, orders, orderdetails and ratings, and fills them. The columns keep their
     * mixed case, so PostgreSQL needs them quoted. The connection commits several times on the way.
     *
     * @param connection to MySQL, MariaDB or PostgreSQL; it keeps its options and stays open
     * @throws SQLException also when one of the tables exists
     */
    public void createIn(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (ShopWriter writer = new ShopWriter(connection)) {
            fill(writer);
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    /** The products that {@link #createIn} writes, in the same order; needs no database. */
    public List<ShopProduct> inventProducts() {
        return new Products(new RandomStreams(seed))
                .invent(products).stream().map(ShopProduct::of).toList();
    }

    /** The customers that {@link #createIn} writes, ascending by number; needs no database. */
    public List<ShopCustomer> inventCustomers() {
        return new Customers(new RandomStreams(seed))
                .invent(customers).stream().map(ShopCustomer::of).toList();
    }

    private void fill(ShopWriter writer) throws SQLException {
        RandomStreams streams = new RandomStreams(seed);
        List<Product> catalogue = new Products(streams).invent(products);
        for (Product product : catalogue) {
            writer.write(product);
        }
        List<Customer> people = new Customers(streams).invent(customers);
        for (Customer customer : people) {
            writer.write(customer);
        }
        writer.flush();

        int[] appetites = Appetite.ratingsPerCustomer(customers, products, ratingsPerCustomer, streams);
        Assortment assortment = new Assortment(catalogue);
        Taste taste = new Taste(streams);
        Orders orders = new Orders(newestOrderDate);
        for (int i = 0; i < customers; i++) {
            Customer customer = people.get(i);
            Random random = streams.of("purchases", i);
            Liking liking = new Liking(Products.MAKERS.size(), streams.of("liking", i));
            int rated = appetites[i];
            int bought = Math.min(products, rated + (int) Math.round(rated * NOT_RATED));
            List<Product> purchases = assortment.draw(bought, liking, random);
            for (Order order : orders.invent(purchases, random)) {
                writer.write(customer, order);
            }
            for (int week = i; week < ORDERS_IN_NEWEST_WEEK; week += customers) {
                Product product = assortment.draw(1, liking, random).get(0);
                writer.write(customer, orders.ofNewestWeek(product, random));
            }
            for (Product product : purchases.subList(0, rated)) {
                writer.write(customer, product, taste.rating(customer, liking, product, random));
            }
            writer.flushIfFull();
        }
        writer.flush();
    }
}
