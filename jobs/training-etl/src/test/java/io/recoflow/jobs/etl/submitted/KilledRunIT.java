package io.recoflow.jobs.etl.submitted;

import static io.recoflow.jobs.etl.submitted.DiskLake.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.submit.SubmittedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs that die at exact points, then another run. All points are tried with runs in this virtual machine, whose disk dies;
 * some with a {@code kill -9} of a submitted driver, which shows that the one is like the other.
 */
class KilledRunIT {

    private static final String TRAINING_SNAPSHOT = ".*/ratings_ml_training/snapshot=[^/]*/";

    private static EmbeddedMariaDb server;
    private static ShopDatabase shop;
    private static DiskLake published;

    /** Where the run dies: just before an operation on a path. */
    enum Point {
        BEFORE_THE_FIRST_DATA_FILE("create", TRAINING_SNAPSHOT + "customerNumber=.*", 1, Published.NOTHING),
        BETWEEN_THE_DATA_FILES("create", TRAINING_SNAPSHOT + "customerNumber=.*", 50, Published.NOTHING),
        BEFORE_THE_MANIFEST("create", TRAINING_SNAPSHOT + "_snapshot\\.json", 1, Published.NOTHING),
        AFTER_THE_MANIFEST("create", ".*/ratings_ml_training/(.*/)?_latest\\..*", 1, Published.NOTHING),
        POINTER_WRITTEN_BUT_NOT_IN_PLACE("rename", ".*/ratings_ml_training/_latest", 1, Published.NOTHING),
        POINTER_IN_PLACE_BUT_NOT_ITS_COPY(
                "rename", ".*/ratings_ml_training/_pointer/latest\\.json", 1, Published.TRAINING),
        POINTER_IN_PLACE_BUT_LEASE_THERE("delete", TRAINING_SNAPSHOT + "_writing\\.json", 1, Published.TRAINING),
        BETWEEN_THE_DATASETS("rename", ".*/products/_latest", 1, Published.TRAINING),
        AMID_THE_DELETION_OF_AN_OLD_SNAPSHOT("delete", TRAINING_SNAPSHOT + "customerNumber=[^/]*", 20, Published.ALL),
        BEFORE_THE_REPORT("create", ".*/_reports/.*\\.json", 1, Published.ALL);

        private final String operation;
        private final String path;
        private final int occurrence;
        private final Published visible;

        Point(String operation, String path, int occurrence, Published visible) {
            this.operation = operation;
            this.path = path;
            this.occurrence = occurrence;
            this.visible = visible;
        }

        boolean prunes() {
            return this == AMID_THE_DELETION_OF_AN_OLD_SNAPSHOT;
        }

        boolean publishes(String dataset) {
            return visible == Published.ALL || (visible == Published.TRAINING && dataset.equals(TRAINING));
        }
    }

    /** What the killed run must have published. */
    enum Published {
        NOTHING,
        TRAINING,
        ALL
    }

    @BeforeAll
    static void publishOnce(@TempDir Path directory) throws SQLException {
        server = EmbeddedMariaDb.start();
        shop = ShopDatabase.createIn(server, "shop");
        published = new DiskLake(directory.resolve("lake"));
        shop.publishTo(published);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    /** How a run dies. */
    @FunctionalInterface
    private interface Death {
        void at(Point point, DiskLake lake) throws IOException, SQLException;
    }

    @ParameterizedTest
    @EnumSource
    void leavesAWholeLatestSnapshotAndNothingThatTheNextRunDoesNotRemove(Point point, @TempDir Path directory)
            throws IOException, SQLException {
        assertNextRunCleansUp(point, directory, KilledRunIT::runUntilItsDiskDies);
    }

    @ParameterizedTest
    @EnumSource(names = {"BETWEEN_THE_DATA_FILES", "POINTER_IN_PLACE_BUT_LEASE_THERE"})
    void leavesTheSameWhenTheSystemKillsTheDriver(Point point, @TempDir Path directory)
            throws IOException, SQLException {
        assertNextRunCleansUp(point, directory, (at, lake) -> runAndKill(at, lake, directory.resolve("classes")));
    }

    private static void assertNextRunCleansUp(Point point, Path directory, Death death)
            throws IOException, SQLException {
        DiskLake lake = published.copiedTo(directory.resolve("lake"));
        String first = lake.latestRun();
        Map<Path, String> firstSnapshot = lake.latestContent(TRAINING);
        String firstPointer = Files.readString(lake.root().resolve(TRAINING).resolve("_latest"));

        death.at(point, lake);

        String killed = DiskLake.runOf(
                lake.snapshots(TRAINING).get(lake.snapshots(TRAINING).size() - 1));
        assertThat(killed).as("what the killed run wrote").isGreaterThan(first);
        lake.assertLatestIsWhole(shop.goodRatings());
        assertThat(lake.latestRun()).isEqualTo(point.publishes(TRAINING) ? killed : first);
        if (!point.publishes(TRAINING)) {
            assertThat(lake.root().resolve(TRAINING).resolve("_latest")).hasContent(firstPointer);
            assertThat(lake.latestContent(TRAINING)).isEqualTo(firstSnapshot);
        }

        shop.publishTo(lake);

        lake.assertLatestIsWhole(shop.goodRatings());
        String last = lake.latestRun();
        // A name that the killed run did not publish is free again, also within its second.
        assertThat(last).isGreaterThanOrEqualTo(killed);
        List<String> runs = new ArrayList<>(List.of(last));
        if (point.publishes(TRAINING)) {
            runs.add(killed);
        }
        if (!point.prunes()) {
            runs.add(first);
        }
        lake.assertNoLeftovers(runs);
        for (String dataset : DiskLake.DATASETS) {
            boolean firstIsDeleted = point.prunes() && dataset.equals(TRAINING);
            int snapshots = 2 + (point.publishes(dataset) ? 1 : 0) - (firstIsDeleted ? 1 : 0);
            assertThat(lake.snapshots(dataset)).as(dataset).hasSize(snapshots);
        }
    }

    private static void runUntilItsDiskDies(Point point, DiskLake lake) throws IOException {
        DyingFileSystem.dieBefore(point.operation, point.path, point.occurrence);
        shop.runOn(DyingFileSystem.class, lake, "--keep-snapshots", point.prunes() ? "1" : "3");
        assertThat(DyingFileSystem.isDead()).as("came to " + point).isTrue();
        lake.endProcessesOfLeases();
    }

    private static void runAndKill(Point point, DiskLake lake, Path classes) throws SQLException {
        try (PausePoint pause = PausePoint.before(point.operation, point.path, point.occurrence);
                SubmittedJob job = pause.in(shop.quickJob(lake.root()), classes)
                        .arguments("--keep-snapshots", point.prunes() ? "1" : "3")
                        .start()) {
            pause.awaitReachedBy(job);
            job.kill();
        }
    }
}
