package io.recoflow.jobs.etl.submitted;

import static io.recoflow.jobs.etl.submitted.DiskLake.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.testkit.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler and a person get from a run that cannot succeed: an exit code, and one line on stderr. */
class ExitCodesIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static EmbeddedMariaDb server;

    private final Path directory;

    ExitCodesIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void start() {
        server = EmbeddedMariaDb.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void twoForAnOptionThatDoesNotExist() throws SQLException {
        SparkSubmit.Result result = new ShopDatabase(server, "none")
                .quickJob(directory)
                .arguments("--max-rejectd", "0.1")
                .run(LIMIT);
        assertThat(Errors.assertOneLine(result, 2)).contains("--max-rejectd", "--max-rejected");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void threeForADatabaseThatRefusesTheUser() throws SQLException {
        ShopDatabase shop = ShopDatabase.createIn(server, "refused");
        SparkSubmit.Result result = shop.quickJob(directory.resolve("lake"))
                .environment("RECOFLOW_SOURCE_PASSWORD", "a-wrong-password")
                .run(LIMIT);
        assertThat(Errors.assertOneLine(result, 3))
                .contains("refused user shop", "RECOFLOW_SOURCE_PASSWORD")
                .doesNotContain("a-wrong-password");
    }

    @Test
    void fourForASchemaThatDoesNotMatchWithEveryDifferenceInTheLine() throws SQLException {
        ShopDatabase shop = ShopDatabase.createIn(server, "changed");
        shop.execute(
                "ALTER TABLE ratings RENAME COLUMN productRating TO stars",
                "ALTER TABLE products MODIFY buyPrice varchar(20)");
        SparkSubmit.Result result = shop.quickJob(directory.resolve("lake")).run(LIMIT);
        assertThat(Errors.assertOneLine(result, 4)).contains("productRating", "buyPrice");
        assertThat(directory.resolve("lake").resolve(TRAINING).resolve("_latest"))
                .doesNotExist();
    }

    @Test
    void fiveForDataBeyondTheThreshold() throws SQLException, IOException {
        ShopDatabase shop = ShopDatabase.createIn(server, "bad");
        DiskLake lake = new DiskLake(directory.resolve("lake"));
        SparkSubmit.Result result =
                shop.quickJob(lake.root()).arguments("--max-rejected", "0.001").run(LIMIT);
        assertThat(Errors.assertOneLine(result, 5)).contains("5 of 3000 rows were rejected", "--max-rejected");
        assertThat(lake.names(TRAINING)).containsExactly("_reports");
        assertThat(DuckDb.number(
                        "SELECT count(*) FROM " + DiskLake.parquet(lake.root().resolve(DiskLake.REJECTED))))
                .isEqualTo(5);
    }

    @Test
    void sixForALakeThatCannotBeWritten() throws SQLException, IOException {
        ShopDatabase shop = ShopDatabase.createIn(server, "good");
        Path file = Files.writeString(directory.resolve("file"), "not a folder");
        SparkSubmit.Result result = shop.quickJob(file.resolve("lake")).run(LIMIT);
        assertThat(Errors.assertOneLine(result, 6)).contains(file.toString(), "the address of the storage");
    }
}
