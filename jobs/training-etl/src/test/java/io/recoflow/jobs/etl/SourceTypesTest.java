package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.SqlRows;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Types of MariaDB that shops have and the contract has not. */
class SourceTypesTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    /** Neither filled up with blanks to the length of the longest, nor compared so. */
    @Test
    void charEnumAndSetComeAsTheSourceAnswers() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "ALTER TABLE ratings MODIFY productCode char(15)",
                "ALTER TABLE customers MODIFY country char(50), ADD tier enum('gold', 'platinum') DEFAULT 'gold',"
                        + " ADD tags set('a', 'b', 'c') DEFAULT 'a,c'");

        ReportedRun run = etl.run("--customer-features", "country,tier,tags").exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 1_000, 0));
        assertThat(etl.lake().training("DISTINCT country, tier, tags"))
                .containsExactly(List.of("France", "gold", "a,c"));
    }

    /** Keys as WordPress and its like declare them, halves of stars, prices as floating point. */
    @Test
    void numbersOfOtherKindsComeAsTheyAre() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "UPDATE ratings SET productCode = SUBSTR(productCode, 2)",
                "UPDATE products SET productCode = SUBSTR(productCode, 2)",
                "ALTER TABLE ratings MODIFY customerNumber bigint unsigned, MODIFY productRating decimal(2,1),"
                        + " ADD INDEX (customerNumber)",
                "ALTER TABLE customers MODIFY customerNumber bigint unsigned, MODIFY creditLimit int,"
                        + " MODIFY postalCode int",
                "ALTER TABLE products MODIFY buyPrice double, MODIFY quantityInStock decimal(10,3),"
                        + " MODIFY productCode bigint unsigned",
                "ALTER TABLE orders MODIFY customerNumber bigint unsigned, MODIFY orderDate datetime,"
                        + " MODIFY orderNumber bigint unsigned",
                "ALTER TABLE orderdetails MODIFY orderNumber bigint unsigned, MODIFY productCode bigint unsigned,"
                        + " MODIFY quantityOrdered decimal(10,0)",
                "UPDATE ratings SET productRating = 3.5 WHERE customerNumber = 101",
                "UPDATE customers SET postalCode = 44000",
                "UPDATE products SET buyPrice = 0.1",
                // One number that no type of the lake holds, in both tables.
                "INSERT INTO customers SELECT 18446744073709551615, 'A', 'B', 'C', '1', 'D', NULL, 'E', NULL, NULL, 'F',"
                        + " NULL, 1",
                "INSERT INTO ratings VALUES (18446744073709551615, '101', 4), (9223372036854775807, '101', 4)",
                "INSERT INTO customers SELECT 9223372036854775807, 'A', 'B', 'C', '1', 'D', NULL, 'E', NULL, NULL, 'F',"
                        + " NULL, 1",
                "INSERT INTO orders VALUES (1, '2026-11-19 23:59:59', '2026-11-19', NULL, 'Shipped', NULL, 101)",
                "INSERT INTO orderdetails VALUES (1, 101, 7, 1, 1)");

        ReportedRun run = etl.run().exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_002, 1_001, 1));
        assertThat(run.broke("rating_values_fit")).isEqualTo(1);
        assertThat(etl.lake().rejected(run.runId(), "rule, ratingUnfit, productRating"))
                .containsExactly(
                        List.of("rating_values_fit", "customerNumber=18446744073709551615", new BigDecimal("4.0")));
        assertThat(SqlRows.sorted(etl.lake().training(LakeEqualsSourceTest.COLUMNS))
                        .toString())
                .isEqualTo(SqlRows.sorted(etl.query(
                                LakeEqualsSourceTest.JOIN.replace("creditLimit", "CAST(creditLimit AS decimal(12,2))")
                                        + " WHERE customerNumber <= 9223372036854775807"))
                        .toString());
        assertThat(etl.lake()
                        .training("DISTINCT typeof(customerNumber), typeof(productCode), typeof(productRating),"
                                + " typeof(buyPrice), typeof(creditLimit), typeof(postalCode)"))
                .containsExactly(List.of("BIGINT", "VARCHAR", "DECIMAL(2,1)", "DOUBLE", "DECIMAL(12,2)", "VARCHAR"));
        assertThat(etl.lake().popular("scope, productCode, quantityOrdered"))
                .containsExactlyInAnyOrder(List.of("all", "101", 7L), List.of("country", "101", 7L));
        assertThat(run.err())
                .contains(
                        "Schema: orders.orderDate: converted type (expected date not null, found DATETIME, comes as date)",
                        "found BIGINT UNSIGNED, comes as integer of 64 bits",
                        "found DOUBLE, comes as floating point",
                        "Warning: 1 rows have customers.customerNumber: values that no type of the lake holds, which come"
                                + " as NULL.");
    }

    @Test
    void zeroDatesComeAsNullAndAreCounted() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "SET sql_mode = ''",
                "ALTER TABLE customers ADD memberSince date DEFAULT '2020-02-29', ADD seenAt datetime DEFAULT"
                        + " '2026-11-19 12:00:00'");
        etl.sql(
                "SET sql_mode = ''",
                "UPDATE customers SET memberSince = '0000-00-00' WHERE customerNumber <= 103",
                "UPDATE customers SET memberSince = '2020-00-00' WHERE customerNumber = 104",
                "UPDATE customers SET seenAt = '0000-00-00 00:00:00' WHERE customerNumber = 101",
                "INSERT INTO orders VALUES (1, '2026-11-19', '2026-11-19', NULL, 'Shipped', NULL, 101),"
                        + " (2, '0000-00-00', '2026-11-19', NULL, 'Shipped', NULL, 101)",
                "INSERT INTO orderdetails VALUES (1, 'P101', 7, 1, 1), (2, 'P101', 100, 1, 1)");

        ReportedRun dry = etl.run("--dry-run", "--customer-features", "memberSince,seenAt")
                .exits(0);
        ReportedRun run = etl.run("--customer-features", "memberSince,seenAt").exits(0);

        assertThat(dry.err())
                .contains(
                        "Warning: Among at most 1000 rows 4 have customers.memberSince: zero dates, which come as NULL.");
        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 1_000, 0));
        assertThat(etl.lake().training("count(*), count(memberSince), count(seenAt), min(memberSince)::VARCHAR"))
                .containsExactly(List.of(1_000L, 920L, 980L, "2020-02-29"));
        assertThat(etl.lake().popular("DISTINCT productCode, quantityOrdered")).containsExactly(List.of("P101", 7L));
        assertThat(run.err())
                .contains(
                        "Warning: 4 rows have customers.memberSince: zero dates, which come as NULL.",
                        "Warning: 1 rows have customers.seenAt: zero dates",
                        "Warning: 1 rows have orders.orderDate: zero dates");
    }

    @Test
    void numbersThatAreTooLongAreFoundRowByRow() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "ALTER TABLE products MODIFY MSRP decimal(65,30), ADD flags bit(8) DEFAULT b'101', ADD opened time"
                        + " DEFAULT '08:30:00', ADD spec json DEFAULT '{\"a\": 1}'",
                "UPDATE products SET MSRP = 123456789012345678901 WHERE productCode = 'P101'",
                "UPDATE products SET MSRP = 0.0000000000000000001 WHERE productCode = 'P102'");

        ReportedRun run = etl.run("--max-rejected", "0.2", "--product-features", "MSRP,flags,opened,spec")
                .exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 900, 100));
        assertThat(run.broke("product_values_fit")).isEqualTo(100);
        assertThat(etl.lake().rejected(run.runId(), "DISTINCT productCode, productUnfit"))
                .containsExactlyInAnyOrder(
                        List.of("P101", "MSRP=123456789012345678901.000000000000000000000000000000"),
                        List.of("P102", "MSRP=0.000000000000000000100000000000"));
        assertThat(etl.lake().training("DISTINCT MSRP, flags, opened, spec"))
                .containsExactly(List.of(new BigDecimal("19.990000000000000000"), 5L, "08:30:00", "{\"a\": 1}"));
        assertThat(run.err())
                .contains("products.MSRP: converted type (expected decimal(10,2) not null, found DECIMAL(65,30)");
    }

    @Test
    void whatCanNeverBeIsToldWithAWayOut() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "ALTER TABLE customers MODIFY creditLimit varchar(20)",
                "ALTER TABLE orders MODIFY orderDate varchar(20)",
                "ALTER TABLE ratings MODIFY productCode varbinary(15)");

        assertThat(etl.run().error(4))
                .contains(
                        "customers.creditLimit: incompatible type (expected decimal(10,2), found VARCHAR(20))",
                        "orders.orderDate: incompatible type",
                        "ratings.productCode: incompatible type (expected text(15) not null, found VARBINARY)",
                        "--mapping",
                        "expression");
    }
}
