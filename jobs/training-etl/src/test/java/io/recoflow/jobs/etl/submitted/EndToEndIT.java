package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.testkit.DuckDb;
import io.recoflow.testkit.SqlRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of the submitted job, looked at from all sides. */
class EndToEndIT {

    private static EmbeddedMariaDb server;
    private static ShopDatabase shop;
    private static DiskLake lake;
    private static Path events;
    private static Path extraReport;
    private static SparkSubmit.Result run;

    @BeforeAll
    static void runTheJob(@TempDir Path directory) throws IOException, SQLException {
        server = EmbeddedMariaDb.start();
        shop = ShopDatabase.createIn(server, "shop");
        lake = new DiskLake(directory.resolve("lake"));
        events = Files.createDirectory(directory.resolve("events"));
        extraReport = directory.resolve("report.json");
        run = shop.job(lake.root())
                .sparkOption("--conf", "spark.eventLog.enabled=true")
                .sparkOption("--conf", "spark.eventLog.compress=false")
                .sparkOption("--conf", "spark.eventLog.dir=" + events.toUri())
                .arguments("--report", extraReport.toString())
                .run(Duration.ofMinutes(10));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void publishesSnapshotsThatDuckDbReadsAndReportsThem() throws IOException, SQLException {
        assertThat(run.exitCode()).as(run.err()).isZero();
        lake.assertLatestIsWhole(shop.goodRatings());
        lake.assertNoLeftovers(List.of(lake.latestRun()));
        assertThat(lake.report(lake.latestRun()).get("outcome").asText()).isEqualTo("PUBLISHED");
        assertThat(lake.report(lake.latestRun()).at("/ratings/rejected").asInt())
                .isEqualTo(ShopDatabase.BAD_RATINGS);
        assertThat(extraReport)
                .hasSameBinaryContentAs(lake.root()
                        .resolve(DiskLake.TRAINING)
                        .resolve("_reports")
                        .resolve(lake.latestRun() + ".json"));
        assertThat(run.out()).contains("Ratings: ", "written + 5 rejected", lake.latestName(DiskLake.TRAINING));
    }

    @Test
    void theRowsAreThoseOfTheJoinInTheDatabase() throws IOException, SQLException {
        String columns = "customerNumber, city, state, postalCode, country, creditLimit, productCode, productLine,"
                + " productScale, quantityInStock, buyPrice, MSRP, productRating";
        List<String> expected;
        try (Connection connection = server.connect("shop")) {
            expected = SqlRows.text(
                    connection,
                    "SELECT " + columns + " FROM ratings JOIN customers USING (customerNumber) JOIN products"
                            + " USING (productCode) WHERE productRating BETWEEN 1 AND 5");
        }
        assertThat(DuckDb.rows("SELECT " + columns + " FROM " + DiskLake.parquet(lake.latestFolder(DiskLake.TRAINING))))
                .isEqualTo(expected)
                .hasSizeGreaterThan(2_000);
    }

    @Test
    void thePasswordIsInNoOutputNoReportNoLakeFileAndNoEventLog() throws IOException {
        String password = server.password();
        assertThat(run.out()).doesNotContain(password);
        assertThat(run.err()).doesNotContain(password);
        try (Stream<Path> logs = Files.walk(events)) {
            List<Path> eventLogs = logs.filter(Files::isRegularFile).toList();
            assertThat(eventLogs).isNotEmpty();
            // The right log: it knows what was read, by whom it was submitted and with which settings.
            assertThat(eventLogs)
                    .anySatisfy(log -> assertThat(log).content(UTF_8).contains("JDBCRelation", "spark.eventLog.dir"));
            assertThat(eventLogs)
                    .allSatisfy(log -> assertThat(log).content(UTF_8).doesNotContain(password));
        }
        for (Path file : lake.files()) {
            assertThat(new String(Files.readAllBytes(file), UTF_8))
                    .as(file.toString())
                    .doesNotContain(password);
        }
    }

    @Test
    void aQuietRunWritesNoStackTraceAndNoLogLines() {
        assertThat(run.err().lines())
                .allMatch(line -> line.matches("Working on .*")
                        // The Java virtual machine's own words on what Spark uses.
                        || line.equals("WARNING: Using incubator modules: jdk.incubator.vector"));
    }
}
