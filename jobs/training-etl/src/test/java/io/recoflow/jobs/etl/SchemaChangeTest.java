package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.SqlRows;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangeTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ALTER TABLE customers DROP city                          | customers.city: missing column (expected text(50), found no such column)
            ALTER TABLE ratings DROP productRating                   | ratings.productRating: missing column (expected integer of 32 bits, found no such column)
            ALTER TABLE orders RENAME COLUMN orderDate TO placedOn   | orders.orderDate: missing column (expected date, found no such column)
            ALTER TABLE customers RENAME COLUMN city TO town         | customers.city: missing column (expected text(50), found no such column)
            ALTER TABLE customers MODIFY creditLimit varchar(20)     | customers.creditLimit: incompatible type (expected decimal(10,2), found VARCHAR(20))
            ALTER TABLE ratings MODIFY productRating varchar(2)      | ratings.productRating: incompatible type (expected integer of 32 bits not null, found VARCHAR(2))
            ALTER TABLE products MODIFY quantityInStock text         | products.quantityInStock: incompatible type (expected integer of 16 bits not null, found TEXT)
            DROP TABLE ratings                                       | ratings: missing table (expected a table of this name, found no such table)
            DROP TABLE orderdetails                                  | orderdetails: missing table (expected a table of this name, found no such table)
            """)
    void endsTheJobBeforeARowIsRead(String change, String difference) throws SQLException {
        etl.tinyShop();
        etl.sql("SET foreign_key_checks = 0", change);

        ReportedRun run = etl.run();

        assertThat(run.error(4)).contains("does not match the contract", difference);
        assertThat(run.report().path("outcome").asText()).isEqualTo("FAILED");
        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(0, 0, 0));
        assertThat(etl.lake().everything())
                .as("nothing but the report")
                .containsExactly(
                        "",
                        "ratings_ml_training",
                        "ratings_ml_training/_reports",
                        "ratings_ml_training/_reports/" + run.runId() + ".json");
    }

    @Test
    void namesAllDifferencesInOneMessage() throws SQLException {
        etl.tinyShop();
        etl.sql(
                "ALTER TABLE customers DROP city, DROP phone, MODIFY creditLimit varchar(20), ADD nickname varchar(9)",
                "ALTER TABLE products CHANGE productLine line varchar(50)",
                "DROP TABLE orderdetails");

        ReportedRun run = etl.run();

        assertThat(run.error(4))
                .contains(
                        "customers.city: missing column",
                        "customers.creditLimit: incompatible type",
                        "products.productLine: missing column",
                        "orderdetails: missing table")
                .doesNotContain("phone", "nickname");
        assertThat(run.report().path("schemaDifferences").findValuesAsText("kind"))
                .containsExactlyInAnyOrder(
                        "MISSING_COLUMN",
                        "MISSING_UNUSED_COLUMN",
                        "INCOMPATIBLE_TYPE",
                        "NEW_COLUMN",
                        "MISSING_COLUMN",
                        "NEW_COLUMN",
                        "MISSING_TABLE");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            customers MODIFY city varchar(200) NOT NULL          | customers.city: wider type (expected text(50) not null, found VARCHAR(200) not null)
            customers MODIFY city text NOT NULL                  | customers.city: wider type (expected text(50) not null, found TEXT not null)
            customers MODIFY city varchar(30) NOT NULL           | customers.city: narrower type (expected text(50) not null, found VARCHAR(30) not null)
            customers MODIFY postalCode char(15)                 |
            customers MODIFY city varchar(50)                    | customers.city: nullable (expected text(50) not null, found VARCHAR(50))
            customers MODIFY creditLimit decimal(12,2)           | customers.creditLimit: wider type (expected decimal(10,2), found DECIMAL(12,2))
            customers MODIFY creditLimit decimal(12,4)           | customers.creditLimit: wider type (expected decimal(10,2), found DECIMAL(12,4))
            customers MODIFY creditLimit decimal(9,2)            | customers.creditLimit: narrower type (expected decimal(10,2), found DECIMAL(9,2))
            products MODIFY quantityInStock int NOT NULL         | products.quantityInStock: wider type (expected integer of 16 bits not null, found INT not null)
            ratings MODIFY productRating tinyint NOT NULL        | ratings.productRating: narrower type (expected integer of 32 bits not null, found TINYINT not null)
            ratings MODIFY productRating tinyint(1) NOT NULL     | ratings.productRating: narrower type (expected integer of 32 bits not null, found TINYINT not null)
            ratings MODIFY productRating smallint NOT NULL       | ratings.productRating: narrower type (expected integer of 32 bits not null, found SMALLINT not null)
            ratings MODIFY productRating int                     | ratings.productRating: nullable (expected integer of 32 bits not null, found INT)
            customers MODIFY creditLimit double                  | customers.creditLimit: converted type (expected decimal(10,2), found DOUBLE, comes as floating point)
            customers MODIFY creditLimit int                     | customers.creditLimit: converted type (expected decimal(10,2), found INT, comes as decimal(12,2))
            customers DROP postalCode, ADD postalCode int        | customers.postalCode: converted type (expected text(15), found INT, comes as text)
            ratings MODIFY productRating decimal(3,1) NOT NULL   | ratings.productRating: converted type (expected integer of 32 bits not null, found DECIMAL(3,1) not null, comes as decimal(3,1))
            orders MODIFY orderDate datetime NOT NULL            | orders.orderDate: converted type (expected date not null, found DATETIME not null, comes as date)
            ratings MODIFY productRating int unsigned NOT NULL   | ratings.productRating: wider type (expected integer of 32 bits not null, found INT UNSIGNED not null)
            customers ADD nickname varchar(9)                    | customers.nickname: new column (expected no such column, found VARCHAR(9))
            ratings ADD ratedAt datetime                         | ratings.ratedAt: new column (expected no such column, found DATETIME)
            customers DROP phone                                 | customers.phone: missing unused column (expected text(50), found no such column)
            products MODIFY productVendor int NULL               | products.productVendor: changed unused column (expected text(50) not null, found INT)
            """)
    void isReportedAndCarriedOn(String change, @Nullable String difference) throws SQLException {
        etl.tinyShop();
        etl.sql("UPDATE products SET productVendor = '7'", "ALTER TABLE " + change);

        ReportedRun run = etl.run("--dry-run").exits(0);

        assertThat(run.err().lines().filter(line -> line.startsWith("Schema: ")))
                .containsExactlyElementsOf(difference == null ? List.of() : List.of("Schema: " + difference));
    }

    @Test
    void bringsWidenedValuesIntact() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(
                "ALTER TABLE customers MODIFY customerNumber bigint, MODIFY creditLimit decimal(12,4),"
                        + " MODIFY city varchar(200)",
                "ALTER TABLE products MODIFY quantityInStock bigint, MODIFY buyPrice decimal(12,2), MODIFY MSRP"
                        + " decimal(30,10)",
                "ALTER TABLE ratings MODIFY customerNumber bigint, MODIFY productRating tinyint",
                "INSERT INTO customers SELECT 3000000001, 'A', 'B', 'C', '1', 'D', NULL, REPEAT('ä', 200), NULL, NULL,"
                        + " 'E', NULL, 99999999.0001",
                "INSERT INTO products SELECT 'NEW_1', 'A', 'B', 'C', 'D', 'E', 9000000000, 9999999999.99,"
                        + " 12345678901234567890.0123456789",
                "INSERT INTO ratings VALUES (3000000001, 'NEW_1', 5)");

        ReportedRun run = etl.run().exits(0);

        assertThat(SqlRows.sorted(etl.lake().training(LakeEqualsSourceTest.COLUMNS)))
                .isEqualTo(SqlRows.sorted(etl.query(LakeEqualsSourceTest.JOIN)));
        assertThat(Lake.query("SELECT creditLimit, quantityInStock, buyPrice, MSRP, length(city) FROM "
                        + Lake.parquet(etl.lake().latest(Lake.TRAINING)) + " WHERE customerNumber = 3000000001"))
                .containsExactly(List.of(
                        new BigDecimal("99999999.0001"),
                        9_000_000_000L,
                        new BigDecimal("9999999999.99"),
                        new BigDecimal("12345678901234567890.0123456789"),
                        200L));
        assertThat(run.report().path("schemaDifferences").findValuesAsText("kind"))
                .contains("WIDER_TYPE", "NARROWER_TYPE");
    }

    /** Rows of the types of the contract, so that a reader finds the same schema in every snapshot. */
    @Test
    void bringsNarrowedValuesInTheTypesOfTheContract() throws SQLException {
        etl.tinyShop();
        etl.sql(
                "SET foreign_key_checks = 0",
                "ALTER TABLE customers MODIFY creditLimit decimal(8,1)",
                "ALTER TABLE products MODIFY buyPrice decimal(6,2), MODIFY quantityInStock smallint unsigned",
                "ALTER TABLE ratings MODIFY productRating tinyint(1)",
                "UPDATE products SET quantityInStock = 65535");

        etl.run().exits(0);

        String columns = "customerNumber, productCode, creditLimit, buyPrice, quantityInStock, productRating";
        assertThat(SqlRows.sorted(etl.lake().training(columns)))
                .isEqualTo(SqlRows.sorted(
                        etl.query("SELECT customerNumber, productCode, CAST(creditLimit AS decimal(10,2)),"
                                + " CAST(buyPrice AS decimal(10,2)), quantityInStock, productRating + 0 FROM ratings"
                                + " JOIN customers USING (customerNumber) JOIN products USING (productCode)")));
        assertThat(etl.lake().training("DISTINCT typeof(creditLimit), typeof(buyPrice), typeof(productRating)"))
                .containsExactly(List.of("DECIMAL(10,2)", "DECIMAL(10,2)", "INTEGER"));
    }

    @Test
    void carriesOnWithoutUnusedColumns() throws SQLException {
        etl.tinyShop();
        etl.sql(
                "ALTER TABLE customers DROP phone, DROP addressLine1, DROP salesRepEmployeeNumber",
                "ALTER TABLE products DROP productDescription",
                "ALTER TABLE orders DROP status",
                "ALTER TABLE orderdetails DROP priceEach");

        ReportedRun run = etl.run().exits(0);

        assertThat(run.report().path("schemaDifferences").findValuesAsText("kind"))
                .hasSize(6)
                .containsOnly("MISSING_UNUSED_COLUMN");
        assertThat(SqlRows.sorted(etl.lake().training(LakeEqualsSourceTest.COLUMNS)))
                .isEqualTo(SqlRows.sorted(etl.query(LakeEqualsSourceTest.JOIN)));
    }
}
