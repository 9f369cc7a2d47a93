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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs at the same time on one lake. */
class ConcurrentRunsIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static EmbeddedMariaDb server;
    private static ShopDatabase shop;

    @BeforeAll
    static void start() throws SQLException {
        server = EmbeddedMariaDb.start();
        shop = ShopDatabase.createIn(server, "shop");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void threeRunsAtOncePublishThreeWholeSnapshots(@TempDir Path directory) throws IOException, SQLException {
        DiskLake lake = new DiskLake(directory.resolve("lake"));
        List<SubmittedJob> jobs = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                jobs.add(shop.quickJob(lake.root()).start());
            }
            for (SubmittedJob job : jobs) {
                SparkSubmit.Result result = job.end(LIMIT);
                assertThat(result.exitCode()).as(result.err()).isZero();
            }
        } finally {
            jobs.forEach(SubmittedJob::close);
        }
        assertWholeSnapshots(lake, 3);
    }

    @Test
    void aRunThatIsSlowToPublishDoesNotTakeThePointerBackFromANewerOne(@TempDir Path directory)
            throws IOException, SQLException {
        DiskLake lake = new DiskLake(directory.resolve("lake"));
        // It has seen that no newer snapshot is published, and stands before the one step that publishes its own.
        try (PausePoint pause = PausePoint.before("rename", ".*/ratings_ml_training/_latest", 1);
                SubmittedJob slow = pause.in(shop.quickJob(lake.root()), directory.resolve("classes"))
                        .start()) {
            pause.awaitReachedBy(slow);
            shop.publishTo(lake);
            String newest = lake.latestName(TRAINING);
            pause.resume();
            SparkSubmit.Result older = slow.end(LIMIT);
            assertThat(older.exitCode()).as(older.err()).isZero();
            assertThat(lake.latestName(TRAINING)).isEqualTo(newest);
        }
        assertWholeSnapshots(lake, 2);
    }

    private static void assertWholeSnapshots(DiskLake lake, int count) throws IOException, SQLException {
        lake.assertLatestIsWhole(shop.goodRatings());
        for (String dataset : DiskLake.DATASETS) {
            assertThat(lake.snapshots(dataset)).hasSize(count);
            assertThat(lake.latestName(dataset)).isEqualTo(Collections.max(lake.snapshots(dataset)));
        }
        for (String snapshot : lake.snapshots(TRAINING)) {
            Path folder = lake.root().resolve(TRAINING).resolve(snapshot);
            assertThat(DuckDb.number("SELECT count(*) FROM " + DiskLake.parquet(folder)))
                    .isEqualTo(shop.goodRatings());
        }
        lake.assertNoLeftovers(
                lake.snapshots(TRAINING).stream().map(DiskLake::runOf).toList());
    }
}
