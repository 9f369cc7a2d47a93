package io.recoflow.jobs.etl;

import io.recoflow.database.KeyRange;
import io.recoflow.database.SourceDialect;
import io.recoflow.database.SourceTableReader;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.lake.publish.JudgedRows.Judgement;
import io.recoflow.lake.publish.RowBalance;
import io.recoflow.lake.publish.RuleCount;
import io.recoflow.runtime.report.Table;
import io.recoflow.shop.SourceTables;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A few rows of each table, read as a run reads them and judged by its rules: what the source's schema does not tell.
 *
 * @param ratings what would become of the ratings that were read
 * @param customers how many customers of these ratings the source has
 * @param products how many products of these ratings the source has
 * @param newestOrder the day on which the ranking of products would end; empty where there are no sales
 * @param soldOnIt how many sums of a product in a country that day has
 */
record SourceSample(Judgement ratings, int customers, int products, Optional<LocalDate> newestOrder, int soldOnIt) {

    /** So many keys are a short list in a query. */
    static final int ROWS = 1_000;

    /** Judges ratings with their customers and products. */
    @FunctionalInterface
    interface Judge {
        Judgement judge(Dataset<Row> ratings, Dataset<Row> customers, Dataset<Row> products);
    }

    static SourceSample read(SourceTableReader reader, SourcePlan plan, UsedTables tables, Judge judge) {
        Dataset<Row> ratings = reader.sample(plan.query(tables.ratings()), ROWS);
        List<Row> few = ratings.collectAsList();
        Dataset<Row> customers = ofKeys(reader, plan, tables.customers(), SourceTables.CUSTOMER_NUMBER, few);
        Dataset<Row> products = ofKeys(reader, plan, tables.products(), SourceTables.PRODUCT_CODE, few);
        List<Row> someCustomers = customers.collectAsList();
        List<Row> someProducts = products.collectAsList();
        Judgement judgement =
                judge.judge(local(few, ratings), local(someCustomers, customers), local(someProducts, products));
        return new SourceSample(judgement, someCustomers.size(), someProducts.size(), Optional.empty(), 0);
    }

    /** The same sample, with what was sold on the newest day. */
    SourceSample with(SalesQueries sales, LocalDate today) throws SQLException {
        Optional<LocalDate> newest = sales.orderDates(today.minusDays(PopularProducts.LONGEST_WINDOW_DAYS), today)
                .newest();
        AtomicInteger sold = new AtomicInteger();
        if (newest.isPresent()) {
            sales.sales(
                    newest.get(), newest.get(), List.of(), (country, product, day, quantity) -> sold.incrementAndGet());
        }
        return new SourceSample(ratings, customers, products, newest, sold.get());
    }

    String text() {
        RowBalance rows = ratings.balance();
        Table broken = Table.columns("broken rule", "action", "rows of the sample");
        List<RuleCount> counts =
                ratings.rules().stream().filter(count -> count.rows() > 0).toList();
        counts.forEach(count -> broken.row(
                count.rule().name(),
                count.rule().action().name().toLowerCase(Locale.ROOT),
                String.valueOf(count.rows())));
        return String.format(
                        Locale.ROOT,
                        "Sample: %,d ratings read = %,d would be written + %,d would be rejected; %,d customers, %,d products"
                                + "%n",
                        rows.read(),
                        rows.written(),
                        rows.rejected(),
                        customers,
                        products)
                + (counts.isEmpty() ? "" : broken.text() + "\n")
                + newestOrder
                        .map(day -> "Newest sales: " + day + ", " + soldOnIt + " of a product in a country")
                        .orElse("Newest sales: none");
    }

    /** The rows with the keys that the sampled ratings have. */
    private static Dataset<Row> ofKeys(
            SourceTableReader reader, SourcePlan plan, TableContract contract, String key, List<Row> ratings) {
        SourceDialect dialect = reader.database().dialect();
        String keys = ratings.stream()
                .map(rating -> rating.<Object>getAs(key))
                .filter(Objects::nonNull)
                .distinct()
                .map(value -> value instanceof Number ? value.toString() : dialect.literal(value.toString()))
                .collect(Collectors.joining(", "));
        String predicate = keys.isEmpty() ? "1 = 0" : dialect.identifier(key) + " IN (" + keys + ")";
        return reader.read(plan.query(contract), List.of(new KeyRange(predicate, ROWS)));
    }

    private static Dataset<Row> local(List<Row> rows, Dataset<Row> like) {
        return like.sparkSession().createDataFrame(rows, like.schema()).coalesce(1);
    }
}
