package io.recoflow.jobs.etl;

import io.recoflow.shop.LakeDatasets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * What sells best, in the days up to the newest order. Where those have fewer than {@value ScopeSales#FEWEST_PRODUCTS}
 * products, older sales are asked for as far back as it takes, each of them once.
 *
 * @param queries that tell what was sold
 * @param windowDays from 1 to {@value #LONGEST_WINDOW_DAYS}
 * @param today no later order is a sale
 * @param warnings told what a reader of the ranking should know
 */
record PopularProducts(SalesQueries queries, int windowDays, LocalDate today, Consumer<String> warnings) {

    /** A hundred years; so is a date that stands for none, as PostgreSQL's -infinity, no part of a window. */
    static final int LONGEST_WINDOW_DAYS = 36_500;

    /** A window that grows beyond it is told. */
    private static final int LONG_WINDOW_DAYS = 365;

    /** How many times as far each further question goes back. */
    private static final int GROWTH = 4;

    private static final String STAYS = ": " + LakeDatasets.POPULAR_PRODUCTS + " stays as it is.";

    /** None where no ranking can be made; then the one that is there stays. */
    List<Row> ranked() throws SQLException {
        SalesQueries.OrderDates dates = queries.orderDates(today.minusDays(LONGEST_WINDOW_DAYS), today);
        if (dates.others() > 0) {
            warnings.accept(dates.others() + " orders are dated after today, " + today + ", or more than "
                    + LONGEST_WINDOW_DAYS + " days ago: " + LakeDatasets.POPULAR_PRODUCTS + " does not count them.");
        }
        if (dates.oldest().isEmpty() || dates.newest().isEmpty()) {
            warnings.accept("No sales in the source" + STAYS);
            return List.of();
        }
        Set<String> inStock = queries.productsInStock();
        if (inStock.isEmpty()) {
            warnings.accept("No product is in stock" + STAYS);
            return List.of();
        }
        ProductRanking ranking = new ProductRanking(dates.newest().get(), windowDays, inStock);
        addSales(ranking, dates.oldest().get(), dates.newest().get());
        List<Row> rows = ranking.rows();
        if (rows.isEmpty()) {
            warnings.accept("No product that is in stock was sold" + STAYS);
        } else if (ranking.windowDays() > Math.max(windowDays, LONG_WINDOW_DAYS)) {
            warnings.accept("The window of " + LakeDatasets.POPULAR_PRODUCTS + " grew from " + windowDays + " to "
                    + ranking.windowDays() + " days: fewer than " + ScopeSales.FEWEST_PRODUCTS
                    + " products that are in stock were sold later.");
        }
        return rows;
    }

    private void addSales(ProductRanking ranking, LocalDate oldest, LocalDate newest) throws SQLException {
        LocalDate last = newest;
        for (long days = windowDays; !last.isBefore(oldest); days *= GROWTH) {
            LocalDate first = newest.minusDays(days - 1);
            queries.sales(first, last, ranking.completeCountries(), ranking::add);
            last = first.minusDays(1);
        }
    }
}
