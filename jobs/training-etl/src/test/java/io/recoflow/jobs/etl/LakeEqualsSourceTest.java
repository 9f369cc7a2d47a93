package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.shop.SampleShop;
import io.recoflow.testkit.SqlRows;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LakeEqualsSourceTest {

    /** The columns of a training row, as the lake and the shop name them. */
    static final String COLUMNS = "customerNumber, city, state, postalCode, country, creditLimit, productCode,"
            + " productLine, productScale, quantityInStock, buyPrice, MSRP, productRating";

    /** What the lake must hold, as the shop's own database says it. */
    static final String JOIN = "SELECT " + COLUMNS
            + " FROM ratings JOIN customers USING (customerNumber) JOIN products USING (productCode)";

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void holdsTheJoinOfTheSampleShopRowForRowAndValueForValue() throws SQLException {
        etl.shop(new SampleShop(60, 110, 20, 7, TrainingEtlHarness.NEWEST));

        ReportedRun run = etl.run().exits(0);

        List<List<Object>> join = SqlRows.sorted(etl.query(JOIN));
        assertThat(SqlRows.sorted(etl.lake().training(COLUMNS))).isEqualTo(join);
        assertThat(join).anySatisfy(row -> assertThat(row.get(3)).isNull());
        assertThat(join).anySatisfy(row -> assertThat((String) row.get(1)).endsWith(" "));
        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(join.size(), join.size(), 0));
        assertThat(etl.lake().customerFolders())
                .containsExactlyInAnyOrderElementsOf(
                        etl.query("SELECT DISTINCT CONCAT('customerNumber=', customerNumber) FROM ratings").stream()
                                .map(row -> (String) row.get(0))
                                .toList());
    }

    @Test
    void hasExactlyTheColumnsOfTheContractInTheirTypes() throws SQLException {
        etl.tinyShop();

        etl.run().exits(0);

        String file = etl.lake().latest(Lake.TRAINING) + "/**/*.parquet";
        assertThat(Lake.query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('" + file
                        + "', hive_partitioning = false))"))
                .containsExactly(
                        List.of("city", "VARCHAR"),
                        List.of("state", "VARCHAR"),
                        List.of("postalCode", "VARCHAR"),
                        List.of("country", "VARCHAR"),
                        List.of("creditLimit", "DECIMAL(10,2)"),
                        List.of("productCode", "VARCHAR"),
                        List.of("productLine", "VARCHAR"),
                        List.of("productScale", "VARCHAR"),
                        List.of("quantityInStock", "INTEGER"),
                        List.of("buyPrice", "DECIMAL(10,2)"),
                        List.of("MSRP", "DECIMAL(10,2)"),
                        List.of("productRating", "INTEGER"));
    }

    /** Bounded ranges and one heavy customer: no row is lost or doubled where tasks meet. */
    @Test
    void holdsTheJoinWhereManyTasksReadIt() throws SQLException {
        etl.shop(new SampleShop(150, 110, 25, 11, TrainingEtlHarness.NEWEST));

        etl.run("--read-partitions", "7", "--fetch-size", "100").exits(0);

        assertThat(SqlRows.sorted(etl.lake().training(COLUMNS))).isEqualTo(SqlRows.sorted(etl.query(JOIN)));
    }
}
