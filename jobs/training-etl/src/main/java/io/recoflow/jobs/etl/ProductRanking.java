package io.recoflow.jobs.etl;

import static io.recoflow.shop.LakeDatasets.SCOPE_ALL;
import static io.recoflow.shop.LakeDatasets.SCOPE_COUNTRY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Products ranked by the quantity ordered in a window of days that ends at the newest order date: over all customers and
 * for each country. Products that are not in stock are left out. For one thread.
 */
final class ProductRanking {

    private final LocalDate firstDay;
    private final LocalDate newest;
    private final Set<String> inStock;
    private final ScopeSales overAll;
    private final Map<UTF8String, ScopeSales> byCountry = new TreeMap<>();

    /**
     * @param newest the newest order date, the last day of every window
     * @param windowDays the days of a window that need not be longer
     * @param inStock codes of the products that are ranked
     */
    ProductRanking(LocalDate newest, int windowDays, Set<String> inStock) {
        this.newest = newest;
        this.firstDay = newest.minusDays(windowDays - 1L);
        this.inStock = inStock;
        this.overAll = new ScopeSales(firstDay);
    }

    /**
     * Takes what was sold on a day, the latest day first.
     *
     * @param country trimmed here: "USA " and "USA" are one country
     */
    void add(@Nullable String country, @Nullable String product, LocalDate day, long quantity) {
        if (product == null || !inStock.contains(product)) {
            return;
        }
        overAll.add(product, day, quantity);
        UTF8String trimmed =
                UTF8String.fromString(country == null ? "" : country).trim();
        if (trimmed.numBytes() > 0) {
            byCountry
                    .computeIfAbsent(trimmed, unseen -> new ScopeSales(firstDay))
                    .add(product, day, quantity);
        }
    }

    /** The countries for which, as over all, earlier sales change nothing any more; none while they do over all. */
    List<String> completeCountries() {
        return overAll.isComplete()
                ? byCountry.entrySet().stream()
                        .filter(country -> country.getValue().isComplete())
                        .map(country -> country.getKey().toString())
                        .toList()
                : List.of();
    }

    /** The length of the window over all customers. */
    int windowDays() {
        return overAll.windowDays(newest);
    }

    /** Rows of {@link io.recoflow.shop.LakeDatasets#POPULAR_PRODUCTS_COLUMNS}, over all first, then by country and rank. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        addRows(rows, SCOPE_ALL, null, overAll);
        byCountry.forEach((country, sales) -> addRows(rows, SCOPE_COUNTRY, country.toString(), sales));
        return rows;
    }

    private void addRows(List<Row> rows, String scope, @Nullable String country, ScopeSales sales) {
        int rank = 0;
        for (Map.Entry<String, Long> product : sales.ranked()) {
            rank++;
            rows.add(RowFactory.create(
                    scope, country, rank, product.getKey(), product.getValue(), sales.windowDays(newest)));
        }
    }
}
