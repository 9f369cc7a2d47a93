package io.recoflow.jobs.etl.submitted;

import static io.recoflow.jobs.etl.submitted.DiskLake.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import io.recoflow.testkit.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is away for a while, or for good. */
class SourceOutageIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String NO_ANSWER = "The source does not answer; trying again";

    private static EmbeddedMariaDb server;
    private static ShopDatabase shop;
    private static DiskLake published;
    private static long goodRatings;

    private final Path directory;
    private final DiskLake lake;
    private final String firstRun;
    private final Map<Path, String> firstSnapshot;

    SourceOutageIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        lake = published.copiedTo(directory.resolve("lake"));
        firstRun = lake.latestRun();
        firstSnapshot = lake.latestContent(TRAINING);
    }

    @BeforeAll
    static void publishOnce(@TempDir Path directory) throws SQLException {
        server = EmbeddedMariaDb.start();
        shop = ShopDatabase.createIn(server, "shop");
        goodRatings = shop.goodRatings();
        published = new DiskLake(directory.resolve("lake"));
        shop.publishTo(published);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @AfterEach
    void bringTheDatabaseBack() {
        server.restart();
    }

    @Test
    void aDatabaseThatComesWithinTheTimeoutIsWaitedFor() throws IOException {
        server.stop();
        try (SubmittedJob job = job("60s").start()) {
            job.requireErr(NO_ANSWER, LIMIT);
            server.restart();
            assertPublished(job.end(LIMIT), 1);
        }
    }

    @Test
    void aDatabaseThatStaysAwayEndsTheRunSoonAfterTheTimeout() throws IOException {
        server.stop();
        try (SubmittedJob job = job("5s").start()) {
            job.requireErr(NO_ANSWER, LIMIT);
            long start = System.nanoTime();
            assertGivenUp(job.end(LIMIT));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        }
    }

    @Test
    void aReadThatBreaksOffIsRepeatedWithoutATraceOfTheFirst() throws IOException {
        try (PausePoint middle = middleOfTheRead();
                SubmittedJob job =
                        middle.in(job("60s"), directory.resolve("classes")).start()) {
            middle.awaitReachedBy(job);
            server.stop();
            middle.resume();
            job.requireErr(NO_ANSWER, LIMIT);
            server.restart();
            SparkSubmit.Result result = job.end(LIMIT);
            assertThat(result.err()).contains("The source broke off; reading it again.");
            assertPublished(result, 2);
        }
    }

    @Test
    void aReadThatBreaksOffForGoodEndsTheRunAndLeavesNothing() throws IOException {
        try (PausePoint middle = middleOfTheRead();
                SubmittedJob job =
                        middle.in(job("5s"), directory.resolve("classes")).start()) {
            middle.awaitReachedBy(job);
            server.stop();
            middle.resume();
            SparkSubmit.Result result = job.end(LIMIT);
            assertThat(result.err()).contains("The source broke off; reading it again.");
            assertGivenUp(result);
        }
    }

    /**
     * One core reads range by range, and rejected rows are written at the end of a range: here the first range with bad
     * ratings is read and its data files are written, and others are not read yet.
     */
    private static PausePoint middleOfTheRead() {
        return PausePoint.before("create", ".*/ratings_rejected/run=[^/]*/part-.*", 1);
    }

    private SparkSubmit job(String timeout) {
        return shop.quickJob(lake.root())
                .sparkOption("--master", "local[1]")
                .arguments("--source-timeout", timeout, "--fetch-size", "100");
    }

    private void assertPublished(SparkSubmit.Result result, int readings) throws IOException {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).doesNotContainPattern("(?m)^\\s+at |^Caused by");
        lake.assertLatestIsWhole(goodRatings);
        String run = lake.latestRun();
        assertThat(run).isGreaterThan(firstRun);
        lake.assertNoLeftovers(List.of(firstRun, run));
        assertThat(lake.snapshots(TRAINING)).hasSize(2);
        assertThat(lake.report(run).get("sourceTries").asInt()).isEqualTo(readings);
        Path rejected = lake.root().resolve(DiskLake.REJECTED).resolve("run=" + run);
        assertThat(DuckDb.rows("SELECT count(*), count(DISTINCT (customerNumber, productCode)) FROM "
                        + DiskLake.parquet(rejected)))
                .containsExactly(ShopDatabase.BAD_RATINGS + "|" + ShopDatabase.BAD_RATINGS);
    }

    private void assertGivenUp(SparkSubmit.Result result) throws IOException {
        assertThat(Errors.assertOneLine(result, 3))
                .contains("Cannot read the source jdbc:mysql://", "--source-timeout", "Check that the database runs");
        assertThat(lake.latestRun()).isEqualTo(firstRun);
        assertThat(lake.latestContent(TRAINING)).isEqualTo(firstSnapshot);
        lake.assertLatestIsWhole(goodRatings);
        lake.assertNoLeftovers(List.of(firstRun));
        assertThat(lake.snapshots(TRAINING)).hasSize(1);
    }
}
