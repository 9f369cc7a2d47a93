package io.recoflow.jobs.etl.submitted;

import static io.recoflow.jobs.etl.submitted.DiskLake.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.objectstore.LocalS3;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import io.recoflow.testkit.DuckDb;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake on {@code s3a://}, in S3Mock. It answers as S3 does in what a run needs: a file is there when its upload has
 * ended, listings show it at once, and a conditional PUT of a file that exists is refused.
 *
 * <p>What S3Mock lacks: of several conditional PUTs at the same moment S3 lets one through, S3Mock sometimes more, because
 * it looks and writes in two steps. That two runs of one second never share a snapshot's name on S3 rests on S3's promise;
 * here is only shown that the condition is sent, and what becomes of a refusal. Throttling, slow answers and access rights
 * are not tested either.
 */
class ObjectStoreIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static EmbeddedMariaDb server;
    private static ShopDatabase shop;
    private static LocalS3 s3;

    @BeforeAll
    static void start() throws SQLException {
        server = EmbeddedMariaDb.start();
        shop = ShopDatabase.createIn(server, "shop");
        s3 = LocalS3.start("lake", "races", "files");
    }

    @AfterAll
    static void close() {
        s3.close();
        server.close();
    }

    @Test
    void runsPublishCleanUpAfterAKilledOneAndPruneAsOnDisk(@TempDir Path directory) throws IOException, SQLException {
        Bucket bucket = new Bucket(s3.endpoint(), "lake");

        SparkSubmit.Result first = job().run(LIMIT);
        assertThat(first.exitCode()).as(first.err()).isZero();
        DiskLake afterFirst = downloaded(bucket, directory.resolve("first"));
        String firstRun = afterFirst.latestRun();
        afterFirst.assertNoLeftovers(List.of(firstRun));

        killOneThatWrites(bucket);
        DiskLake afterKill = downloaded(bucket, directory.resolve("killed"));
        assertThat(afterKill.latestRun()).isEqualTo(firstRun);
        assertThat(afterKill.latestContent(TRAINING)).isEqualTo(afterFirst.latestContent(TRAINING));
        assertThat(afterKill.snapshots(TRAINING)).hasSize(2);

        // Its own files are in the object store, too; the mapping calls the bad ratings otherwise.
        Bucket files = new Bucket(s3.endpoint(), "files");
        files.put("shop.properties", "ratings.expression.productRating = IF(productRating = 9, 8, productRating)\n");
        files.put("my.rules", "known_country warn country IS NOT NULL\n");
        files.put("job.properties", "keep-snapshots=1\nrules=s3a://files/my.rules\n");
        SparkSubmit.Result second = job().arguments("--config", "s3a://files/job.properties")
                .arguments("--mapping", "s3a://files/shop.properties")
                .run(LIMIT);
        assertThat(second.exitCode()).as(second.err()).isZero();
        DiskLake afterSecond = downloaded(bucket, directory.resolve("second"));
        String secondRun = afterSecond.latestRun();
        assertThat(secondRun).isGreaterThan(firstRun);
        // Rejected rows go with the last snapshot that is as old.
        afterSecond.assertNoLeftovers(List.of(secondRun));
        assertThat(DuckDb.rows("SELECT DISTINCT productRating FROM "
                        + DiskLake.parquet(afterSecond.root().resolve(DiskLake.REJECTED))))
                .containsExactly("8");
        for (String dataset : DiskLake.DATASETS) {
            assertThat(afterSecond.snapshots(dataset)).containsExactly(afterSecond.latestName(dataset));
        }
        assertThat(rows(afterSecond)).isEqualTo(rows(afterFirst));
        assertThat(rows(afterSecond)).isEqualTo(rows(writtenToDisk(directory.resolve("disk"))));
    }

    @Test
    void writersThatLoseAConditionalCreateAreToldSoAndDoNotFail(@TempDir Path directory) throws IOException {
        Path race = jarOf(CreateRace.class, directory.resolve("race.jar"));
        SparkSubmit.Result result = ShopDatabase.submit()
                .sparkOption(s3.sparkOptions().toArray(String[]::new))
                .sparkOption("--class", CreateRace.class.getName(), "--jars", race.toString())
                .arguments("s3a://races/leases")
                .run(LIMIT);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .hasSize(20)
                .allMatch(line -> line.matches("winners=[1-8]"))
                .contains("winners=1");
    }

    private static SparkSubmit job() {
        return shop.quickJob("s3a://lake/deep/lake")
                .sparkOption(s3.sparkOptions().toArray(String[]::new));
    }

    /** {@code kill -9} once its lease is there: it then has the source still to read. */
    private static void killOneThatWrites(Bucket bucket) {
        try (SubmittedJob job = job().start()) {
            job.require(
                    "its lease is there",
                    () -> bucket.keys().stream().anyMatch(key -> key.endsWith("/_writing.json")),
                    LIMIT);
            job.kill();
        }
    }

    private static DiskLake downloaded(Bucket bucket, Path folder) throws IOException, SQLException {
        bucket.downloadTo(folder);
        DiskLake lake = new DiskLake(folder.resolve("deep/lake"));
        lake.assertLatestIsWhole(shop.goodRatings());
        return lake;
    }

    private static DiskLake writtenToDisk(Path folder) {
        DiskLake lake = new DiskLake(folder);
        shop.publishTo(lake);
        return lake;
    }

    private static List<String> rows(DiskLake lake) throws IOException {
        return DuckDb.rows("SELECT * EXCLUDE (snapshot) FROM " + DiskLake.parquet(lake.latestFolder(TRAINING)));
    }

    private static Path jarOf(Class<?> type, Path jar) throws IOException {
        String resource = type.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                InputStream content =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(resource))) {
            entries.putNextEntry(new JarEntry(resource));
            content.transferTo(entries);
        }
        return jar;
    }
}
