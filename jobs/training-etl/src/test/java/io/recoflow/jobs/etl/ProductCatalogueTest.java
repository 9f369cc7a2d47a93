package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.shop.SampleShop;
import io.recoflow.testkit.SqlRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProductCatalogueTest {

    /** The columns of a product, as the lake and the shop name them. */
    static final String COLUMNS = "productCode, productLine, productScale, quantityInStock, buyPrice, MSRP";

    /** What the dataset must hold in its order, as the shop's own database says it. */
    static final String SOURCE = "SELECT " + COLUMNS + " FROM products ORDER BY CAST(productCode AS BINARY)";

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void holdsEveryProductOfTheSourceValueForValueSortedInOneFile() throws SQLException {
        etl.shop(new SampleShop(20, 110, 5, 3, TrainingEtlHarness.NEWEST));
        etl.sql("DELETE FROM ratings WHERE productCode IN (SELECT productCode FROM products WHERE MSRP < 50)");

        etl.run().exits(0);

        List<List<Object>> source = etl.query(SOURCE);
        assertThat(source).hasSize(110);
        assertThat(etl.lake().products(COLUMNS)).isEqualTo(source);
        assertThat(etl.lake().training("DISTINCT productCode")).hasSizeLessThan(110);
        assertThat(etl.lake().everything())
                .filteredOn(path -> path.startsWith("products/snapshot=") && path.endsWith(".parquet"))
                .hasSize(1);
    }

    @Test
    void hasTheColumnsOfTheContractInTheirTypes() throws SQLException {
        etl.tinyShop();

        etl.run().exits(0);

        assertThat(columns())
                .containsExactly(
                        List.of("productCode", "VARCHAR"),
                        List.of("productLine", "VARCHAR"),
                        List.of("productScale", "VARCHAR"),
                        List.of("quantityInStock", "INTEGER"),
                        List.of("buyPrice", "DECIMAL(10,2)"),
                        List.of("MSRP", "DECIMAL(10,2)"));
    }

    @Test
    void hasOnlyTheFeaturesThatWereChosen() throws SQLException {
        etl.tinyShop();
        etl.sql("ALTER TABLE products ADD `odd.name` bigint DEFAULT 9000000000");

        etl.run("--product-features", "productVendor,odd.name,MSRP").exits(0);

        assertThat(columns())
                .containsExactly(
                        List.of("productCode", "VARCHAR"),
                        List.of("productVendor", "VARCHAR"),
                        List.of("odd.name", "BIGINT"),
                        List.of("MSRP", "DECIMAL(10,2)"));
        assertThat(etl.lake().products("productCode, productVendor, \"odd.name\", MSRP"))
                .isEqualTo(etl.query("SELECT productCode, productVendor, `odd.name`, MSRP FROM products"
                        + " ORDER BY CAST(productCode AS BINARY)"));
    }

    @Test
    void keepsPaddingMissingValuesAndCodesThatDifferInAByte() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "UPDATE products SET productLine = ' Cars  ', productScale = NULL WHERE productCode = 'P101'",
                "INSERT INTO products (productCode, productLine) VALUES ('p102', 'lower case'), ('P102 ', 'padded'),"
                        + " ('', 'empty'), ('Ä', 'umlaut')");

        etl.run().exits(0);

        assertThat(etl.lake().products(COLUMNS)).isEqualTo(etl.query(SOURCE)).hasSize(24);
        assertThat(etl.lake().products("productCode, productLine, productScale"))
                .startsWith(Arrays.asList("", "empty", null), Arrays.asList("P101", " Cars  ", null))
                .contains(Arrays.asList("P102 ", "padded", null))
                .endsWith(Arrays.asList("p102", "lower case", null), Arrays.asList("Ä", "umlaut", null));
    }

    @Test
    void countsAProductThatIsThereTwiceOnceAsTheTrainingRowsDo() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "INSERT INTO products (productCode, productLine, buyPrice) VALUES ('P103', 'Boats', 1), ('P103', NULL, 2),"
                        + " ('P104', 'Trains', 3), (NULL, 'Nameless', 4), (NULL, 'Nameless', 4)");

        ReportedRun run = etl.run().exits(0);

        assertThat(run.broke("product_once_in_source")).isPositive();
        assertThat(etl.lake().products("productCode")).hasSize(20).doesNotHaveDuplicates();
        assertThat(etl.lake().products(COLUMNS))
                .isEqualTo(SqlRows.sorted(etl.lake().training("DISTINCT " + COLUMNS)));
    }

    /** Rules judge ratings, not products. */
    @Test
    void holdsProductsWhoseRatingsAreRejected() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql("UPDATE products SET buyPrice = -1 WHERE productCode = 'P101'");

        etl.run("--max-rejected", "0.1").exits(0);

        assertThat(etl.lake().training("count(*) FILTER (productCode = 'P101')"))
                .containsExactly(List.of(0L));
        assertThat(etl.lake().products(COLUMNS)).isEqualTo(etl.query(SOURCE));
    }

    @Test
    void staysAsItWasWhereARunFails() throws SQLException, IOException {
        LooseShop.createIn(etl);
        ReportedRun good = etl.run().exits(0);
        List<String> before = inTheDataset();
        List<List<Object>> rows = etl.lake().products(COLUMNS);
        etl.sql("UPDATE products SET MSRP = 1", "UPDATE ratings SET productRating = 6");

        ReportedRun bad = etl.run().exits(5);

        assertThat(inTheDataset()).isEqualTo(before);
        assertThat(etl.lake().products(COLUMNS)).isEqualTo(rows);
        assertThat(bad.report().path("datasets")).isEmpty();
        assertThat(good.report().path("datasets"))
                .extracting(dataset -> dataset.path("dataset").asText())
                .contains(Lake.PRODUCTS);
        assertThat(pointer()).contains(etl.lake().snapshots(Lake.PRODUCTS).get(0));
    }

    private String pointer() throws IOException {
        return Files.readString(etl.lake().dataset(Lake.PRODUCTS).resolve("_latest"));
    }

    private List<String> inTheDataset() {
        return etl.lake().everything().stream()
                .filter(path -> Path.of(path).startsWith(Lake.PRODUCTS))
                .toList();
    }

    private List<List<Object>> columns() throws SQLException {
        return Lake.query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('"
                + etl.lake().latest(Lake.PRODUCTS) + "/*.parquet', hive_partitioning = false))");
    }
}
