package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** By which columns tables are read in ranges: the contract's keys, whatever else a table has. */
class RangeColumnsTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    /** A rating that names the order of the purchase: ranges of orders would hide the copies from each other. */
    @Test
    void areTheKeysOfTheContractWhereARatingNamesItsOrder() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "ALTER TABLE ratings ADD orderNumber int, ADD INDEX (orderNumber), ADD INDEX (customerNumber,"
                        + " productCode)",
                "UPDATE ratings SET orderNumber = 1 + customerNumber * 31 % 1000",
                "INSERT INTO ratings SELECT customerNumber, productCode, productRating, 1000 + orderNumber FROM ratings",
                "INSERT INTO ratings SELECT customerNumber, productCode, productRating, 2000 + orderNumber FROM ratings"
                        + " WHERE orderNumber <= 1000");

        ReportedRun run =
                etl.run("--read-partitions", "4", "--max-rejected", "1").exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(3_000, 1_000, 2_000));
        assertThat(run.broke("one_row_per_customer_and_product")).isEqualTo(2_000);
        assertThat(run.report().path("datasets").get(0).path("files").asLong()).isEqualTo(50);
    }

    @Test
    void areNoneThatNobodyReads() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql("ALTER TABLE ratings ADD orderNumber varchar(20), ADD INDEX (orderNumber)");
        etl.sql("UPDATE ratings SET orderNumber = CONCAT('WEB-', customerNumber)");

        assertThat(etl.run().exits(0).balance().written()).isEqualTo(LooseShop.RATINGS);
    }

    @Test
    void mayBeNamedForAView() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "INSERT INTO ratings SELECT 101, CONCAT('X', seq), 5 FROM seq_1_to_20000",
                "INSERT INTO products SELECT CONCAT('X', seq), 'A', 'B', 'C', 'D', 'E', 1, 1, 1 FROM seq_1_to_20000",
                "CREATE INDEX by_customer ON ratings (customerNumber, productCode)",
                "RENAME TABLE ratings TO stars",
                "CREATE VIEW ratings AS SELECT customerNumber, productCode, productRating FROM stars");

        assertThat(ranges(etl.run("--dry-run"))).contains("ratings 21,000 1 21,000");
        assertThat(ranges(etl.run("--dry-run", "--read-partitions", "4", "--range-key", "ratings.customerNumber")))
                .contains("ratings 21,000 6 5,005");
        ReportedRun run = etl.run("--read-partitions", "4", "--range-key", "ratings.customerNumber")
                .exits(0);
        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(21_000, 21_000, 0));

        assertThat(etl.run("--range-key", "ratings.noSuchColumn").error(4)).contains("ratings.noSuchColumn");
        assertThat(etl.run("--range-key", "rating.customerNumber").error(2))
                .contains("--range-key rating.customerNumber", "orderdetails");
    }

    private static String ranges(ReportedRun run) {
        return run.exits(0).out().replaceAll(" +", " ");
    }
}
