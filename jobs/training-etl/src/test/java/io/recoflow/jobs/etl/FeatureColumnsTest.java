package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.SqlRows;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureColumnsTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void areTheOnesThatWereAskedForInTheirOrder() throws SQLException {
        etl.tinyShop();

        etl.run("--customer-features", "creditLimit,phone", "--product-features", "productVendor,MSRP")
                .exits(0);

        assertThat(columnNames())
                .containsExactly("creditLimit", "phone", "productCode", "productVendor", "MSRP", "productRating");
        String columns = "customerNumber, creditLimit, phone, productCode, productVendor, MSRP, productRating";
        assertThat(SqlRows.sorted(etl.lake().training(columns)))
                .isEqualTo(SqlRows.sorted(etl.query("SELECT " + columns
                        + " FROM ratings JOIN customers USING (customerNumber) JOIN products USING (productCode)")));
    }

    /** Of columns that the contract does not know, too, whatever their type and the spelling of their name. */
    @Test
    void mayBeNewColumnsOfManyTypes() throws SQLException {
        etl.tinyShop();
        etl.sql(
                "ALTER TABLE customers ADD memberSince date DEFAULT '1999-12-31', ADD score double DEFAULT 0.1,"
                        + " ADD `odd name` varchar(9) DEFAULT 'x', ADD Big bigint DEFAULT 9000000000",
                "ALTER TABLE products ADD weight decimal(20,6) DEFAULT 1.000001, ADD tiny tinyint DEFAULT 3");

        etl.run("--customer-features", "memberSince,score,big", "--product-features", "weight,tiny")
                .exits(0);

        assertThat(columnNames())
                .containsExactly("memberSince", "score", "big", "productCode", "weight", "tiny", "productRating");
        assertThat(etl.lake().training("DISTINCT memberSince::VARCHAR, score, big, weight::VARCHAR, tiny"))
                .containsExactly(List.of("1999-12-31", 0.1, 9_000_000_000L, "1.000001", 3L));
    }

    /** The built-in rules on prices and credit limits have nothing to look at then. */
    @Test
    void mayLeaveOutWhatABuiltInRuleLooksAt() throws SQLException {
        etl.tinyShop();
        etl.sql("UPDATE customers SET creditLimit = -1");

        ReportedRun run = etl.run("--customer-features", "city", "--product-features", "productLine")
                .exits(0);

        assertThat(columnNames()).containsExactly("city", "productCode", "productLine", "productRating");
        assertThat(run.balance().rejected()).isZero();
        assertThat(run.report().path("rules").findValuesAsText("name"))
                .contains("rating_from_1_to_5", "customer_exists")
                .doesNotContain("credit_limit_not_negative", "buy_price_not_negative", "msrp_not_negative");
    }

    @Test
    void endTheJobWhereTheSourceDoesNotHaveThem() throws SQLException {
        etl.tinyShop();

        ReportedRun run = etl.run("--customer-features", "city,shoeSize", "--product-features", "colour");

        assertThat(run.error(4))
                .contains(
                        "customers.shoeSize: missing column (expected a column of any type, found no such column)",
                        "products.colour: missing column (expected a column of any type, found no such column)",
                        "--customer-features");
    }

    @ParameterizedTest
    @CsvSource({
        "city;city, productLine, --customer-features cannot be",
        "city;City, productLine, Cannot use the feature City twice",
        "city;productName, productName, Cannot use the feature productName twice",
        "city;customerNumber, productLine, Cannot use the feature customerNumber: the training row has a column",
        "city, productCode, Cannot use the feature productCode: the training row has a column",
        "city, ProductRating, Cannot use the feature ProductRating: the training row has a column",
        "occurrence, productLine, Cannot use the feature occurrence: the training row has a column",
    })
    void areRefusedWhereTwoWouldHaveOneName(String customers, String products, String problem) {
        ReportedRun run = etl.run("--customer-features", customers.replace(';', ','), "--product-features", products);

        assertThat(run.error(2)).contains(problem, "--customer-features");
        assertThat(etl.lake().everything()).isEmpty();
    }

    private List<Object> columnNames() throws SQLException {
        return Lake.query("SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('"
                        + etl.lake().latest(Lake.TRAINING) + "/**/*.parquet', hive_partitioning = false))")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }
}
