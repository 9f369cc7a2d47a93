package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Types of PostgreSQL that shops have and the contract has not. */
class PostgresTypesTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    private PostgresDatabase postgres;

    @BeforeEach
    void createShop() throws SQLException {
        postgres = PostgresDatabase.create();
        postgres.looseShop();
    }

    @Test
    void numbersMoneyAndDomainsAreRead() throws SQLException {
        postgres.sql(
                "CREATE DOMAIN stars AS numeric(2,1) CHECK (VALUE <= 5)",
                "ALTER TABLE ratings ALTER \"productRating\" TYPE stars",
                "UPDATE ratings SET \"productRating\" = 3.5 WHERE \"customerNumber\" = 101",
                "ALTER TABLE customers ALTER \"creditLimit\" TYPE numeric, ALTER \"customerNumber\" TYPE numeric",
                "ALTER TABLE products ALTER \"buyPrice\" TYPE money, ALTER \"MSRP\" TYPE double precision",
                "ALTER TABLE orders ALTER \"orderDate\" TYPE timestamp with time zone, ALTER \"customerNumber\" TYPE"
                        + " bigint",
                "INSERT INTO orders VALUES (9, 'infinity', 101)",
                "INSERT INTO orderdetails VALUES (9, 'P101', 100)",
                "UPDATE products SET \"buyPrice\" = '1234.56'",
                "UPDATE products SET \"MSRP\" = 'NaN' WHERE \"productCode\" = 'P101'",
                "UPDATE customers SET \"creditLimit\" = 'NaN' WHERE \"customerNumber\" = 101",
                "UPDATE customers SET \"creditLimit\" = 1e20 WHERE \"customerNumber\" = 102",
                "UPDATE customers SET \"creditLimit\" = 0.123456789 WHERE \"customerNumber\" = 103");

        ReportedRun run = run("--max-rejected", "0.02").exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 980, 20));
        assertThat(run.broke("customer_values_fit")).isEqualTo(20);
        assertThat(etl.lake().rejected(run.runId(), "DISTINCT customerNumber, customerUnfit"))
                .containsExactly(List.of(102L, "creditLimit=100000000000000000000"));
        assertThat(etl.lake()
                        .training("DISTINCT customerNumber, creditLimit, productRating, typeof(productRating)"
                                .replace("DISTINCT ", "DISTINCT ON (customerNumber) ")))
                .contains(List.of(103L, new BigDecimal("0.123456789000000000"), rating(103), "DECIMAL(2,1)"));
        assertThat(etl.lake().training("count(creditLimit), count(MSRP), min(buyPrice), max(productRating)"))
                .containsExactly(List.of(960L, 931L, new BigDecimal("1234.56"), new BigDecimal("5.0")));
        assertThat(etl.lake().popular("max(quantityOrdered)")).isNotEqualTo(List.of(List.of(100L)));
        assertThat(run.err())
                .contains(
                        "Warning: 1 rows have customers.creditLimit: NaN or infinite numbers, which come as NULL.",
                        "Warning: 1 rows have products.MSRP: NaN or infinite numbers",
                        "Warning: 1 rows have orders.orderDate: infinite dates",
                        "found STARS of NUMERIC(2,1), comes as decimal(2,1)");
    }

    private static BigDecimal rating(int customer) {
        return new BigDecimal(1 + (customer * 7 + 10) % 5).setScale(1);
    }

    @Test
    void customersAreNumberedByTextOrUuid() throws SQLException {
        postgres.sql(
                "CREATE EXTENSION IF NOT EXISTS citext",
                "ALTER TABLE customers ALTER \"customerNumber\" TYPE uuid USING md5(\"customerNumber\"::text)::uuid",
                "ALTER TABLE ratings ALTER \"customerNumber\" TYPE uuid USING md5(\"customerNumber\"::text)::uuid,"
                        + " ALTER \"productCode\" TYPE citext",
                "ALTER TABLE orders ALTER \"customerNumber\" TYPE varchar(40) USING"
                        + " md5(\"customerNumber\"::text)::uuid::text",
                "CREATE INDEX ON ratings (\"customerNumber\", \"productCode\")");

        ReportedRun run = run("--read-partitions", "4").exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 1_000, 0));
        List<String> customers = postgres.query("SELECT \"customerNumber\" FROM customers").stream()
                .map(row -> "customerNumber=" + (UUID) row.get(0))
                .toList();
        assertThat(etl.lake().customerFolders()).containsExactlyInAnyOrderElementsOf(customers);
        assertThat(etl.lake().popular("DISTINCT country")).contains(List.of("France"));
    }

    /** Zeros in front, words, what a folder's name has to escape, and what cannot be a folder. */
    @Test
    void oddCustomerNumbersAreFolders() throws SQLException {
        postgres.sql(
                "ALTER TABLE customers ALTER \"customerNumber\" TYPE text",
                "ALTER TABLE ratings ALTER \"customerNumber\" TYPE text",
                "ALTER TABLE orders ALTER \"customerNumber\" TYPE text",
                "DELETE FROM ratings",
                "DELETE FROM customers",
                "CREATE TABLE odd (n text)",
                "INSERT INTO odd VALUES ('7'), ('007'), ('1e2'), ('a/b=c%d'), ('jo@example.com'), ('Zoë'), (''),"
                        + " (repeat('x', 100))",
                "INSERT INTO customers SELECT n, 'Nantes', NULL, NULL, 'France', 1 FROM odd",
                "INSERT INTO ratings SELECT n, 'P101', 5 FROM odd");

        ReportedRun run = run("--max-rejected", "1").exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(8, 6, 2));
        assertThat(run.broke("customer_number_names_a_folder")).isEqualTo(2);
        assertThat(Lake.query(
                        "SELECT customerNumber FROM read_parquet('" + etl.lake().latest(Lake.TRAINING)
                                + "/**/*.parquet', hive_partitioning = true, hive_types_autocast = 0)"))
                .containsExactlyInAnyOrder(
                        List.of("7"),
                        List.of("007"),
                        List.of("1e2"),
                        List.of("a/b=c%d"),
                        List.of("jo@example.com"),
                        List.of("Zoë"));
    }

    @Test
    void typesOfTheDatabasesOwnComeAsTheirText() throws SQLException {
        postgres.sql(
                "CREATE TYPE tier AS ENUM ('gold', 'silver')",
                "ALTER TABLE customers ADD account uuid DEFAULT '3f2504e0-4f89-11d3-9a0c-0305e82c3301', ADD settings jsonb"
                        + " DEFAULT '{\"a\": [1, 2]}', ADD tags text[] DEFAULT '{a,\"b c\"}', ADD rank tier DEFAULT 'gold',"
                        + " ADD flags bit(8) DEFAULT B'00000101', ADD code char(5) DEFAULT 'ab', ADD active bool"
                        + " DEFAULT true, ADD address inet DEFAULT '10.0.0.1'");

        ReportedRun run = run("--customer-features", "account,settings,tags,rank,flags,code,active,address")
                .exits(0);

        assertThat(etl.lake().training("DISTINCT account, settings, tags, rank, flags, code, active, address"))
                .containsExactly(List.of(
                        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                        "{\"a\": [1, 2]}",
                        "{a,\"b c\"}",
                        "gold",
                        5L,
                        "ab   ",
                        true,
                        "10.0.0.1/32"));
        assertThat(run.err())
                .contains("customers.tags: converted type (expected a column of any type, found _TEXT, comes as text)");
    }

    @Test
    void codesThatDifferInTrailingBlanksAreToldAndMended() throws SQLException {
        postgres.sql("ALTER TABLE ratings ALTER \"productCode\" TYPE char(15)");

        ReportedRun refused = run();

        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err())
                .contains("1000 rejected ratings have a productCode that differs only in trailing blanks from one in"
                        + " products: --trim-keys takes them for the same.");
        ReportedRun run = run("--trim-keys").exits(0);
        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 1_000, 0));
        assertThat(etl.lake().training("DISTINCT length(productCode)")).containsExactly(List.of(4L));
    }

    private ReportedRun run(String... arguments) {
        return etl.runAgainst(postgres.url(), PostgresDatabase.USER, PostgresDatabase.PASSWORD, arguments);
    }
}
