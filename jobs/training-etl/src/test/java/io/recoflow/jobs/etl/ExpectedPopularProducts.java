package io.recoflow.jobs.etl;

import io.recoflow.testkit.SqlRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ranking of popular products, once more: in plain Java, day by day, from the shop's own tables. */
final class ExpectedPopularProducts {

    static final String COLUMNS = "scope, country, rank, productCode, quantityOrdered, windowDays";

    private static final String SALES = "status <> 'Cancelled'";
    private static final int FEWEST = 10;
    private static final int MOST = 100;

    private ExpectedPopularProducts() {}

    /** Rows of {@link #COLUMNS} in the order of the file: over all first, then the countries by name. */
    static List<List<Object>> in(Connection shop, int windowDays) throws SQLException {
        List<Sale> sales = new ArrayList<>();
        for (List<Object> row : SqlRows.query(
                shop,
                "SELECT TRIM(country), orderDate, productCode, quantityOrdered FROM orderdetails"
                        + " JOIN orders USING (orderNumber) JOIN customers USING (customerNumber)"
                        + " JOIN products USING (productCode) WHERE quantityInStock > 0 AND " + SALES)) {
            sales.add(new Sale((String) row.get(0), (LocalDate) row.get(1), (String) row.get(2), (long) row.get(3)));
        }
        LocalDate newest = (LocalDate) SqlRows.query(shop, "SELECT max(orderDate) FROM orders WHERE " + SALES)
                .get(0)
                .get(0);
        List<List<Object>> rows = new ArrayList<>(ranked("all", null, sales, newest, windowDays));
        sales.stream().map(Sale::country).distinct().sorted().forEach(country -> {
            List<Sale> there = sales.stream()
                    .filter(sale -> sale.country().equals(country))
                    .toList();
            rows.addAll(ranked("country", country, there, newest, windowDays));
        });
        return rows;
    }

    private static List<List<Object>> ranked(
            String scope, @Nullable String country, List<Sale> sales, LocalDate newest, int windowDays) {
        // Where fewer were ever sold, they are counted from the first sale on.
        long everything = sales.stream()
                        .mapToLong(sale -> ChronoUnit.DAYS.between(sale.day(), newest))
                        .max()
                        .orElse(0)
                + 1;
        long days = windowDays;
        Map<String, Long> quantities = quantities(sales, newest, days);
        while (quantities.size() < FEWEST && days < everything) {
            quantities = quantities(sales, newest, ++days);
        }
        List<Map.Entry<String, Long>> order = quantities.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        for (Map.Entry<String, Long> entry : order) {
            rows.add(Arrays.asList(scope, country, rows.size() + 1L, entry.getKey(), entry.getValue(), days));
        }
        return rows;
    }

    private static Map<String, Long> quantities(List<Sale> sales, LocalDate newest, long days) {
        Map<String, Long> quantities = new TreeMap<>();
        sales.stream()
                .filter(sale -> ChronoUnit.DAYS.between(sale.day(), newest) < days)
                .forEach(sale -> quantities.merge(sale.product(), sale.quantity(), Long::sum));
        return quantities;
    }

    private record Sale(String country, LocalDate day, String product, long quantity) {}
}
