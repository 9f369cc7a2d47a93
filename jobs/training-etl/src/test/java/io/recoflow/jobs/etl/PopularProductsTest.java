package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

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

        etl.run().exits(0);

        assertThat(codes("all")).containsExactly("P101", "P102");
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

        assertThat(run.err()).contains("Warning: No orders in the source: popular_products stays as it is.");
        assertThat(etl.lake().snapshots(Lake.POPULAR)).isEmpty();
        assertThat(etl.lake().snapshots(Lake.TRAINING)).hasSize(1);
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
