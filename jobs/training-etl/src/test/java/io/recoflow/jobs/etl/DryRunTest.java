package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DryRunTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void printsThePlanAndWritesNothing() throws SQLException, IOException {
        LooseShop.createIn(etl);
        etl.sql(
                "INSERT INTO ratings SELECT 200 + seq, 'P101', 3 FROM seq_1_to_9000",
                "CREATE INDEX by_customer ON ratings (customerNumber, productCode)");
        String rules = etl.file("my.rules", "mine warn productRating > 1");
        String report = etl.folder().resolve("report.json").toString();

        ReportedRun run = etl.run("--dry-run", "--read-partitions", "4", "--rules", rules, "--report", report)
                .exits(0);

        assertThat(run.out().lines().map(line -> line.replaceAll("\\s+", " ").strip()))
                .contains(
                        "ratings 10,000 2 5,000",
                        "customers 50 1 50",
                        "products 20 1 20",
                        "Added up by the source: orders, orderdetails",
                        "rating_from_1_to_5 reject productRating IS NOT NULL AND productRating BETWEEN 1 AND 5",
                        "customer_once_in_source warn customerCopies = 1",
                        "mine warn productRating > 1",
                        "max-rejected 0.01",
                        "Columns of a training row: city, state, postalCode, country, creditLimit, productCode,"
                                + " productLine, productScale, quantityInStock, buyPrice, MSRP, productRating",
                        "Columns of a product: productCode, productLine, productScale, quantityInStock, buyPrice, MSRP",
                        "Latest snapshot now: none",
                        "Dry run: a small file was written into each folder of the lake, and removed. Nothing else was"
                                + " written.");
        assertThat(run.out())
                .contains("Would write: ", "/lake/ratings_ml_training", "/lake/products", "/lake/popular_products")
                .contains("source-url", TrainingEtlHarness.server().jdbcUrl(etl.database()));
        assertThat(etl.lake().root()).doesNotExist();
        assertThat(etl.folder().resolve("report.json")).doesNotExist();
    }

    @Test
    void judgesASampleOfTheRows() throws SQLException, IOException {
        LooseShop.createIn(etl);
        etl.sql(
                "UPDATE ratings SET productRating = 9 WHERE customerNumber = 101 AND productCode <= 'P103'",
                "UPDATE ratings SET productCode = 'it''s \\\\' WHERE customerNumber = 102 AND productCode = 'P101'",
                "UPDATE ratings SET customerNumber = NULL WHERE customerNumber = 103 AND productCode = 'P101'",
                "INSERT INTO orders VALUES (1, '2026-11-19', '2026-11-20', NULL, 'Shipped', NULL, 101)",
                "INSERT INTO orderdetails VALUES (1, 'P101', 2, 1.00, 1), (1, 'P102', 2, 1.00, 2)");
        String rules = etl.file("my.rules", "high warn productRating > 1");

        ReportedRun run = etl.run("--dry-run", "--rules", rules).exits(0);

        assertThat(run.out().lines().map(line -> line.replaceAll("\\s+", " ").strip()))
                .contains(
                        "Sample: 1,000 ratings read = 995 would be written + 5 would be rejected; 50 customers, 20"
                                + " products",
                        "rating_from_1_to_5 reject 3",
                        "product_exists reject 1",
                        "customer_number_present reject 1",
                        "high warn 200",
                        "Newest sales: 2026-11-19, 2 of a product in a country");
        assertThat(etl.lake().root()).doesNotExist();
    }

    @Test
    void leavesALakeAsItIs() throws SQLException, IOException {
        etl.tinyShop();
        ReportedRun written = etl.run().exits(0);
        List<String> before = etl.lake().everything();

        ReportedRun run = etl.run("--dry-run", "--keep-snapshots", "1").exits(0);

        assertThat(run.out()).contains("Latest snapshot now: snapshot=" + written.runId());
        assertThat(etl.lake().everything()).isEqualTo(before);
    }

    @Test
    void findsOutThatTheLakeOrTheReportCannotBeWritten() throws SQLException, IOException {
        etl.tinyShop();
        ReportedRun published = etl.run().exits(0);
        Path products = etl.lake().dataset(Lake.PRODUCTS);
        Path aside = Files.move(products, etl.folder().resolve("aside"));
        Files.writeString(products, "a file");

        assertThat(etl.run("--dry-run").error(6)).contains("Cannot write to ", "/lake/products");

        Files.delete(products);
        Files.move(aside, products);
        String report = etl.file("report", "a file") + "/report.json";
        for (String[] arguments : new String[][] {{"--report", report, "--dry-run"}, {"--report", report}}) {
            assertThat(etl.run(arguments).error(6)).contains("Cannot open --report " + report);
        }
        assertThat(etl.lake().snapshots(Lake.TRAINING)).containsExactly("snapshot=" + published.runId());
    }

    @Test
    void findsABrokenPointerOrOneOfATimeToComeAsARunDoesBeforeItReads() throws SQLException, IOException {
        etl.tinyShop();
        ReportedRun published = etl.run().exits(0);
        List<String> datasets = etl.lake().everything().stream()
                .filter(name -> !name.contains("_reports"))
                .toList();
        Path pointer = etl.lake().dataset(Lake.POPULAR).resolve("_latest");
        String good = Files.readString(pointer);

        for (String flag : new String[] {"--dry-run", "--dry-run=false"}) {
            Files.writeString(pointer, "garbage");
            ReportedRun broken = etl.run(flag);
            assertThat(broken.error(6)).contains("popular_products/_latest", "Restore it");
            assertThat(broken.err()).doesNotContain("Working on");

            Files.writeString(pointer, good.replaceAll("snapshot=\\w+", "snapshot=20991231T235959Z"));
            ReportedRun ahead = etl.run(flag);
            assertThat(ahead.error(6))
                    .contains(
                            "Cannot publish in ",
                            "snapshot=20991231T235959Z, which _latest names, is of a time that is yet to come",
                            "Check this machine's clock");
            assertThat(ahead.err()).doesNotContain("Working on");
        }
        assertThat(etl.lake().everything())
                .filteredOn(name -> !name.contains("_reports"))
                .isEqualTo(datasets);

        Files.delete(pointer);
        ReportedRun next = etl.run().exits(0);
        assertThat(etl.lake().latest(Lake.POPULAR)).hasFileName("snapshot=" + next.runId());
    }

    @Test
    void refusesWhatARunWouldRefuse() throws SQLException, IOException {
        etl.tinyShop();
        String rules = etl.file("my.rules", "mine warn colour = 'red'");

        assertThat(etl.run("--dry-run", "--rules", rules).error(2)).contains("the rule mine (colour = 'red')");
        etl.sql("ALTER TABLE customers DROP city");
        assertThat(etl.run("--dry-run").error(4)).contains("customers.city: missing column");
        assertThat(etl.lake().root()).doesNotExist();
    }
}
