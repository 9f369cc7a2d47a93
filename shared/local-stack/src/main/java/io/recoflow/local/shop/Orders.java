package io.recoflow.local.shop;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Invents the orders in which a customer bought products. */
final class Orders {
    private static final int LARGEST_ORDER = 16;
    private static final double BOUGHT_AGAIN = 0.15;
    private static final int DAYS = 730;
    private static final int WEEK = 7;

    private final LocalDate newest;

    /** @param newest no order is later, and none more than two years earlier */
    Orders(LocalDate newest) {
        this.newest = newest;
    }

    /** Orders that have every product at least once; some are bought again. */
    List<Order> invent(List<Product> bought, Random random) {
        List<Product> products = new ArrayList<>(bought);
        for (Product product : bought) {
            if (random.nextDouble() < BOUGHT_AGAIN) {
                products.add(product);
            }
        }
        Collections.shuffle(products, random);
        List<Order> orders = new ArrayList<>();
        int from = 0;
        while (from < products.size()) {
            int to = Math.min(products.size(), from + 1 + random.nextInt(LARGEST_ORDER));
            // Twice in the same order is once: an order has one line for a product.
            orders.add(order(new LinkedHashSet<>(products.subList(from, to)), date(random), random));
            from = to;
        }
        return orders;
    }

    /** An order of the newest week. */
    Order ofNewestWeek(Product product, Random random) {
        return order(Set.of(product), newest.minusDays(random.nextInt(WEEK)), random);
    }

    private LocalDate date(Random random) {
        // A shop that grows: more of the orders are recent ones.
        return newest.minusDays((long) (DAYS * Math.pow(random.nextDouble(), 1.3)));
    }

    private Order order(Set<Product> products, LocalDate date, Random random) {
        List<Order.Line> lines = new ArrayList<>(products.size());
        for (Product product : products) {
            int quantity = 10 + random.nextInt(41);
            double price = product.msrp().doubleValue() * (0.8 + 0.2 * random.nextDouble());
            lines.add(new Order.Line(product, quantity, Products.money(price)));
        }
        LocalDate shipped = date.plusDays(1 + random.nextInt(6));
        String status = status(shipped, random);
        boolean left = !shipped.isAfter(newest) && !status.equals("Cancelled") && !status.equals("On Hold");
        return new Order(
                date,
                date.plusDays(6 + random.nextInt(5)),
                left ? shipped : null,
                status,
                random.nextDouble() < 0.2 ? "Check on availability." : null,
                lines);
    }

    private String status(LocalDate shipped, Random random) {
        double draw = random.nextDouble();
        if (draw < 0.02) {
            return "Cancelled";
        }
        if (draw < 0.03) {
            return "On Hold";
        }
        if (shipped.isAfter(newest)) {
            return "In Process";
        }
        return draw < 0.04 ? "Disputed" : draw < 0.06 ? "Resolved" : "Shipped";
    }
}
