package io.recoflow.jobs.etl;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What one scope sold in its window, whose first day goes back for as long as there are fewer than
 * {@value #FEWEST_PRODUCTS} products in it. Sales come by their days, the latest first. For one thread.
 */
final class ScopeSales {

    static final int FEWEST_PRODUCTS = 10;

    /** More than a shop shows, because what is in the cart or sold out meanwhile is left out later. */
    static final int MOST_RANKS = 100;

    private static final Comparator<Map.Entry<String, Long>> BY_QUANTITY =
            Map.Entry.comparingByValue(Comparator.reverseOrder());

    private final Map<String, Long> quantities = new HashMap<>();
    private LocalDate firstDay;

    /** @param firstDay of the window that was asked for */
    ScopeSales(LocalDate firstDay) {
        this.firstDay = firstDay;
    }

    /** Whether sales of earlier days change nothing any more. */
    boolean isComplete() {
        return quantities.size() >= FEWEST_PRODUCTS;
    }

    void add(String product, LocalDate day, long quantity) {
        if (day.isBefore(firstDay)) {
            if (isComplete()) {
                return;
            }
            firstDay = day;
        }
        quantities.merge(product, quantity, Long::sum);
    }

    /** The length of the window that ends at a day, that day included. */
    int windowDays(LocalDate lastDay) {
        return (int) ChronoUnit.DAYS.between(firstDay, lastDay) + 1;
    }

    /** The products by quantity, equal ones by their codes' bytes, at most {@value #MOST_RANKS}. */
    List<Map.Entry<String, Long>> ranked() {
        return quantities.entrySet().stream()
                .sorted(BY_QUANTITY.thenComparing(product -> UTF8String.fromString(product.getKey())))
                .limit(MOST_RANKS)
                .toList();
    }
}
