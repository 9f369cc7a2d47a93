package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.shop.LakeDatasets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PopularProductsTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void haveTheColumnsThatTheirReadersExpect() throws SQLException {
        etl.tinyShop();

        etl.run().exits(0);

        String written = ReportedRun.json(etl.lake().dataset(Lake.POPULAR).resolve("_latest"))
                .path("schema")
                .asText();
        assertThat(StructType.fromDDL(written).asNullable()).isEqualTo(LakeDatasets.POPULAR_PRODUCTS_COLUMNS);
    }

    @Test
    void areThoseOfAnIndependentComputation() throws SQLException {
        etl.shop(new SampleShop(60, 110, 20, 3, TrainingEtlHarness.NEWEST));
        etl.run().exits(0);
        List<List<Object>> sevenDays = etl.lake().popular(ExpectedPopularProducts.COLUMNS);

        etl.run("--popular-window-days", "400").exits(0);

        assertThat(sevenDays).containsExactlyElementsOf(expected(7));
        assertThat(sevenDays).anyMatch(row -> !row.get(5).equals(7L)).anyMatch(row -> row.get(0)
                .equals("country"));
        List<List<Object>> longer = etl.lake().popular(ExpectedPopularProducts.COLUMNS);
        assertThat(longer).containsExactlyElementsOf(expected(400));
        assertThat(longer.stream().filter(row -> row.get(0).equals("all"))).hasSizeGreaterThan(50);
    }

    @Test
    void areOfSevenDaysThatEndAtTheNewestOrderDate() throws SQLException {
        LooseShop.createIn(etl);
        // Ten products in the window, one of them on its first day; the day before it does not count.
        orders("2026-11-19", IntStream.rangeClosed(101, 109).toArray());
        orders("2026-11-13", 110);
        orders("2026-11-12", 111, 101);

        etl.run().exits(0);

        assertThat(codes("all")).containsExactlyElementsOf(codes(101, 110));
        assertThat(etl.lake().popular("DISTINCT scope, country, windowDays"))
                .containsExactlyInAnyOrder(Arrays.asList("all", null, 7L), List.of("country", "France", 7L));
    }

    @Test
    void areOfAsManyMoreDaysAsTheTenthProductNeeds() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", IntStream.rangeClosed(101, 109).toArray());
        orders("2026-09-01", 110, 111);
        orders("2026-08-31", 112);

        etl.run().exits(0);

        // Both products of the tenth's day, and nothing older; 80 days from 1 September to 19 November.
        assertThat(codes("all")).containsExactlyElementsOf(codes(101, 111));
        assertThat(etl.lake().popular("DISTINCT windowDays")).containsExactly(List.of(80L));
    }

    @Test
    void areAllThereAreWhereAShopNeverSoldTen() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", 101);
        orders("2020-01-01", 102);

        ReportedRun run = etl.run().exits(0);

        assertThat(codes("all")).containsExactly("P101", "P102");
        assertThat(run.report().path("warnings"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "The window of popular_products grew from 7 to 2515 days: fewer than 10 products that are"
                                + " in stock were sold later.");
    }

    @Test
    void countNoOrderThatIsDatedAfterToday() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", IntStream.rangeClosed(101, 110).toArray());
        orders("2026-11-01", 111);
        etl.run().exits(0);
        List<List<Object>> without = etl.lake().popular(ExpectedPopularProducts.COLUMNS);

        orders("2099-12-31", 120, 101);
        ReportedRun run = etl.run().exits(0);

        assertThat(etl.lake().popular(ExpectedPopularProducts.COLUMNS)).isEqualTo(without);
        assertThat(run.err()).contains("Warning: 2 orders are dated after today, ");
    }

    @Test
    void countNoOrderThatWasCancelled() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", IntStream.rangeClosed(101, 112).toArray());
        orders("2026-11-20", 113, 114, 115);
        etl.sql(
                "UPDATE orders SET status = ' CANCELLED ' WHERE orderDate = '2026-11-20'",
                "UPDATE orders SET status = 'On Hold' WHERE orderNumber = 1",
                "UPDATE orders SET status = NULL WHERE orderNumber = 2");

        etl.run().exits(0);
        assertThat(codes("all")).containsExactlyElementsOf(codes(101, 112));

        etl.run("--excluded-order-statuses", "on hold,lost").exits(0);
        assertThat(codes("all")).containsExactlyElementsOf(codes(102, 115));

        etl.run("--excluded-order-statuses=").exits(0);
        assertThat(codes("all")).containsExactlyElementsOf(codes(101, 115));
    }

    /** Byte for byte, though MySQL's collation takes c103 and C103 for the same, and a number for a text with zeros. */
    @Test
    void areJoinedWithCustomersWhoAreNumberedByText() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", 101, 102, 103, 104);
        etl.sql(
                "ALTER TABLE customers MODIFY customerNumber varchar(40)",
                "ALTER TABLE ratings MODIFY customerNumber char(40)",
                "UPDATE customers SET country = 'Norway' WHERE customerNumber = '102'",
                "UPDATE customers SET customerNumber = '0103' WHERE customerNumber = '103'");

        assertThat(etl.run("--max-rejected", "0.1").exits(0).balance())
                .isEqualTo(new ReportedRun.Balance(1_000, 980, 20));
        List<List<Object>> ofNumbers = etl.lake().popular("scope, country, productCode");

        etl.sql(
                "ALTER TABLE orders MODIFY customerNumber varchar(40)",
                "UPDATE orders SET customerNumber = CONCAT('c', customerNumber)",
                "UPDATE ratings SET customerNumber = CONCAT('c', customerNumber)",
                "UPDATE customers SET customerNumber = CONCAT('c', customerNumber)",
                "UPDATE customers SET customerNumber = 'C103' WHERE customerNumber = 'c0103'");
        assertThat(etl.run("--max-rejected", "0.1").exits(0).balance())
                .isEqualTo(new ReportedRun.Balance(1_000, 980, 20));

        assertThat(ofNumbers)
                .containsExactly(
                        Arrays.asList("all", null, "P101"),
                        Arrays.asList("all", null, "P102"),
                        Arrays.asList("all", null, "P103"),
                        Arrays.asList("all", null, "P104"),
                        List.of("country", "France", "P101"),
                        List.of("country", "France", "P104"),
                        List.of("country", "Norway", "P102"));
        assertThat(etl.lake().popular("scope, country, productCode")).isEqualTo(ofNumbers);
    }

    @Test
    void areThoseOfAllOrdersWhereOrdersHaveNoStatus() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", 101, 102);
        etl.sql("ALTER TABLE orders DROP status");

        etl.run().exits(0);

        assertThat(codes("all")).containsExactly("P101", "P102");
    }

    @Test
    void compareCodesAndCountriesByteForByte() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "INSERT INTO products SELECT 'p101', productName, productLine, productScale, productVendor,"
                        + " productDescription, 10, buyPrice, MSRP FROM products WHERE productCode = 'P101'",
                "UPDATE customers SET country = 'FRANCE' WHERE customerNumber = 102",
                "UPDATE customers SET country = 'Française' WHERE customerNumber = 103",
                "UPDATE customers SET country = 'Francaise' WHERE customerNumber = 104");
        orders("2026-11-19", 101, 101, 102, 103, 104);
        orders("2026-11-18", 103);
        etl.sql(
                "UPDATE orderdetails SET productCode = 'p101' WHERE orderNumber = 2",
                "UPDATE orderdetails SET productCode = 'p102' WHERE orderNumber = 3");

        etl.run().exits(0);

        assertThat(etl.lake().popular("scope, country, productCode, quantityOrdered"))
                .containsExactly(
                        Arrays.asList("all", null, "P103", 4L),
                        Arrays.asList("all", null, "P101", 2L),
                        Arrays.asList("all", null, "P104", 2L),
                        Arrays.asList("all", null, "p101", 2L),
                        List.of("country", "Francaise", "P104", 2L),
                        List.of("country", "France", "P101", 2L),
                        List.of("country", "France", "p101", 2L),
                        List.of("country", "Française", "P103", 4L));
    }

    @Test
    void areAskedOfTheSourceWithoutReadingALineTwice() throws SQLException {
        etl.tinyShop();
        etl.sql("TRUNCATE mysql.general_log", "SET GLOBAL log_output = 'TABLE'", "SET GLOBAL general_log = ON");
        try {
            etl.run("--popular-window-days", "800").exits(0);
        } finally {
            etl.sql("SET GLOBAL general_log = OFF");
        }

        assertThat(etl.query("SELECT argument FROM mysql.general_log WHERE command_type = 'Execute'"
                        + " AND argument LIKE '%.`orderdetails`%' AND argument NOT LIKE '%WHERE 1 = 0'"))
                .hasSize(1);
    }

    @Test
    void leaveOutWhatIsOutOfStockAndJoinCountriesThatDifferInSpaces() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "UPDATE products SET quantityInStock = 0 WHERE productCode = 'P101'",
                "UPDATE customers SET country = 'France ' WHERE customerNumber = 102",
                "UPDATE customers SET country = ' ' WHERE customerNumber = 103",
                "UPDATE customers SET country = NULL WHERE customerNumber = 104");
        orders("2026-11-19", 101, 102, 103, 104);

        etl.run().exits(0);

        assertThat(etl.lake().popular("scope, country, productCode"))
                .containsExactly(
                        Arrays.asList("all", null, "P102"),
                        Arrays.asList("all", null, "P103"),
                        Arrays.asList("all", null, "P104"),
                        List.of("country", "France", "P102"));
    }

    @Test
    void rankEqualQuantitiesByProductCodeOnEveryRun() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", IntStream.rangeClosed(101, 120).toArray());
        etl.sql("UPDATE orderdetails SET quantityOrdered = 9 WHERE productCode IN ('P115', 'P103')");

        etl.run("--read-partitions", "1").exits(0);
        List<List<Object>> once = etl.lake().popular(ExpectedPopularProducts.COLUMNS);
        etl.run("--read-partitions", "8").exits(0);

        assertThat(etl.lake().popular(ExpectedPopularProducts.COLUMNS)).isEqualTo(once);
        assertThat(codes("all"))
                .startsWith("P103", "P115", "P101", "P102", "P104")
                .hasSize(20);
    }

    @Test
    void stayAsTheyAreWhereThereAreNoOrders() throws SQLException {
        LooseShop.createIn(etl);

        ReportedRun run = etl.run().exits(0);

        assertThat(run.err()).contains("Warning: No sales in the source: popular_products stays as it is.");
        assertThat(etl.lake().snapshots(Lake.POPULAR)).isEmpty();
        assertThat(etl.lake().snapshots(Lake.TRAINING)).hasSize(1);
    }

    @Test
    void stayAsTheyAreWhereNothingIsInStock() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", 101, 102);
        etl.run().exits(0);

        etl.sql("UPDATE products SET quantityInStock = 0");
        ReportedRun none = etl.run().exits(0);
        etl.sql("UPDATE products SET quantityInStock = 5 WHERE productCode = 'P103'");
        ReportedRun another = etl.run().exits(0);

        assertThat(none.err()).contains("Warning: No product is in stock: popular_products stays as it is.");
        assertThat(another.err())
                .contains("Warning: No product that is in stock was sold: popular_products stays as it is.");
        assertThat(etl.lake().snapshots(Lake.POPULAR)).hasSize(1);
        assertThat(codes("all")).containsExactly("P101", "P102");
    }

    @Test
    void leaveInWhatMayBeInStock() throws SQLException {
        LooseShop.createIn(etl);
        orders("2026-11-19", 101, 102, 103);
        etl.sql(
                "UPDATE products SET quantityInStock = NULL WHERE productCode = 'P102'",
                "UPDATE products SET quantityInStock = 0 WHERE productCode = 'P103'");

        etl.run().exits(0);

        assertThat(codes("all")).containsExactly("P101", "P102");
    }

    /** An order for each product, by the customer of the same number. */
    private void orders(String day, int... products) throws SQLException {
        for (int product : products) {
            int number = (int)
                    (long) etl.query("SELECT 1 + count(*) FROM orders").get(0).get(0);
            etl.sql(
                    "INSERT INTO orders VALUES (%d, '%s', '%s', NULL, 'Shipped', NULL, %d)"
                            .formatted(number, day, day, product),
                    "INSERT INTO orderdetails VALUES (%d, 'P%d', 2, 1.00, 1)".formatted(number, product));
        }
    }

    private List<String> codes(String scope) throws SQLException {
        return etl.lake().popular("scope, productCode").stream()
                .filter(row -> row.get(0).equals(scope))
                .map(row -> (String) row.get(1))
                .toList();
    }

    private static List<String> codes(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "P" + number)
                .toList();
    }

    private List<List<Object>> expected(int windowDays) throws SQLException {
        try (Connection connection = etl.connect()) {
            return ExpectedPopularProducts.in(connection, windowDays);
        }
    }
}
