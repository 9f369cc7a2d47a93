package io.recoflow.jobs.etl;

import static io.recoflow.shop.LakeDatasets.RANK;
import static io.recoflow.shop.LakeDatasets.SCOPE;
import static io.recoflow.shop.LakeDatasets.SCOPE_ALL;
import static io.recoflow.shop.LakeDatasets.SCOPE_COUNTRY;
import static io.recoflow.shop.LakeDatasets.WINDOW_DAYS;
import static io.recoflow.shop.SourceTables.COUNTRY;
import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.ORDER_DATE;
import static io.recoflow.shop.SourceTables.ORDER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.QUANTITY_IN_STOCK;
import static io.recoflow.shop.SourceTables.QUANTITY_ORDERED;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;

import io.recoflow.shop.LakeDatasets;
import java.sql.Date;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Products ranked by the quantity ordered in a window of days that ends at the newest order date: over all customers
 * ({@code scope} "all", {@code country} NULL) and for each country ("country"). Products out of stock are left out. A
 * scope whose window holds fewer than {@value #FEWEST_PRODUCTS} products gets a longer one, no longer than it takes to
 * have them. Equal quantities rank by product code.
 */
final class ProductRanking {

    static final int FEWEST_PRODUCTS = 10;

    /** More than a shop shows, because what is in the cart or sold out meanwhile is left out later. */
    static final int MOST_RANKS = 100;

    private static final String WINDOW_START = "windowStart";

    private ProductRanking() {}

    /** Empty where there are no orders. Text is trimmed here: "USA " and "USA" are one country. */
    static Optional<Dataset<Row>> ranked(
            Dataset<Row> orders,
            Dataset<Row> orderDetails,
            Dataset<Row> products,
            Dataset<Row> customers,
            int windowDays) {
        Date newest = orders.agg(max(col(ORDER_DATE))).head().getDate(0);
        if (newest == null) {
            return Optional.empty();
        }
        Dataset<Row> sales = salesByScope(orders, orderDetails, products, customers);
        Dataset<Row> windows = windows(sales, newest, windowDays);
        WindowSpec byQuantity =
                Window.partitionBy(SCOPE, COUNTRY).orderBy(col(QUANTITY_ORDERED).desc(), col(PRODUCT_CODE));
        Dataset<Row> ranked = sales.join(
                        windows,
                        col(SCOPE)
                                .equalTo(col("windowScope"))
                                .and(col(COUNTRY).eqNullSafe(col("windowCountry")))
                                .and(col(ORDER_DATE).geq(col(WINDOW_START))))
                .groupBy(SCOPE, COUNTRY, PRODUCT_CODE, WINDOW_DAYS)
                .agg(sum(QUANTITY_ORDERED).as(QUANTITY_ORDERED))
                .withColumn(RANK, row_number().over(byQuantity))
                .filter(col(RANK).leq(MOST_RANKS))
                .selectExpr(LakeDatasets.POPULAR_PRODUCTS_COLUMNS.fieldNames())
                .repartition(1)
                .sortWithinPartitions(SCOPE, COUNTRY, RANK);
        return Optional.of(ranked);
    }

    /** What was ordered of each product on each day: over all, and by country. */
    private static Dataset<Row> salesByScope(
            Dataset<Row> orders, Dataset<Row> orderDetails, Dataset<Row> products, Dataset<Row> customers) {
        Dataset<Row> inStock = products.filter(col(QUANTITY_IN_STOCK).gt(0))
                .select(PRODUCT_CODE)
                .distinct();
        Dataset<Row> countries =
                customers.groupBy(CUSTOMER_NUMBER).agg(min(trim(col(COUNTRY))).as(COUNTRY));
        Dataset<Row> sales = orderDetails
                .join(orders, ORDER_NUMBER)
                .join(inStock, PRODUCT_CODE)
                .join(countries, usingCustomer(), "left")
                .groupBy(COUNTRY, PRODUCT_CODE, ORDER_DATE)
                .agg(sum(QUANTITY_ORDERED).as(QUANTITY_ORDERED));
        Dataset<Row> byCountry = sales.filter(col(COUNTRY).notEqual("")).withColumn(SCOPE, lit(SCOPE_COUNTRY));
        Dataset<Row> overAll = sales.groupBy(PRODUCT_CODE, ORDER_DATE)
                .agg(sum(QUANTITY_ORDERED).as(QUANTITY_ORDERED))
                .withColumn(COUNTRY, lit(null).cast("string"))
                .withColumn(SCOPE, lit(SCOPE_ALL));
        return byCountry.unionByName(overAll);
    }

    /** The first day of each scope's window: as asked, or the day on which its tenth product was last ordered. */
    private static Dataset<Row> windows(Dataset<Row> sales, Date newest, int windowDays) {
        WindowSpec latestFirst =
                Window.partitionBy(SCOPE, COUNTRY).orderBy(col("lastOrdered").desc(), col(PRODUCT_CODE));
        return sales.groupBy(SCOPE, COUNTRY, PRODUCT_CODE)
                .agg(max(ORDER_DATE).as("lastOrdered"))
                .withColumn("place", row_number().over(latestFirst))
                .filter(col("place").leq(FEWEST_PRODUCTS))
                .groupBy(SCOPE, COUNTRY)
                .agg(min("lastOrdered").as("tenthOrdered"))
                .withColumn(WINDOW_START, least(col("tenthOrdered"), date_sub(lit(newest), windowDays - 1)))
                .withColumn(
                        WINDOW_DAYS, datediff(lit(newest), col(WINDOW_START)).plus(1))
                .select(
                        col(SCOPE).as("windowScope"),
                        col(COUNTRY).as("windowCountry"),
                        col(WINDOW_START),
                        col(WINDOW_DAYS));
    }

    private static String[] usingCustomer() {
        return new String[] {CUSTOMER_NUMBER};
    }
}
