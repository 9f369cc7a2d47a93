package io.recoflow.lake.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.version.Lease;
import io.recoflow.runtime.version.VersionName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCleanupTest {

    private final TestDataset test;
    private final VersionName published;
    private final VersionName other;

    SnapshotCleanupTest(@TempDir Path folder) {
        test = new TestDataset(folder);
        published = test.publish();
        other = published.next();
    }

    @AfterEach
    void stopFaults() {
        FaultyFileSystem.reset();
    }

    @Test
    void whatALivingProcessWritesStays() {
        try (SnapshotInProgress snapshot = test.dataset().begin()) {
            test.advance(Duration.ofDays(2));

            assertThat(test.dataset().removeLeftovers(name -> {})).isEmpty();
            assertThat(test.names(snapshot.name().folder())).containsExactly("_writing.json");
        }
    }

    @Test
    void aStartTimeThatMovedWithTheClockIsStillTheSameProcess() {
        Lease own = Lease.ofThisProcess(test.instant());

        assertThat(startedAt(own.processStarted().plusSeconds(1)).isAlive(test.instant()))
                .isTrue();
        assertThat(startedAt(own.processStarted().minusSeconds(1)).isAlive(test.instant()))
                .isTrue();
    }

    @Test
    void anotherProcessUnderTheSameIdIsDead() {
        Lease own = Lease.ofThisProcess(test.instant());

        assertThat(startedAt(own.processStarted().minus(Duration.ofHours(1))).isAlive(test.instant()))
                .isFalse();
    }

    @Test
    void whatADeadProcessOfThisHostLeftGoesAtOnce() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Lease own = Lease.ofThisProcess(test.instant());
        leave(other, new Lease(1, "run", own.host(), dead.pid(), own.processStarted(), test.instant()));

        assertThat(test.dataset().removeLeftovers(name -> {})).containsExactly(other);
        assertThat(test.names("")).containsExactly("_latest", published.folder());
    }

    @Test
    void whatAnotherHostWritesGoesOnlyAfterItsLeaseHasExpired() {
        leave(other, lease("another host", test.instant()));
        test.advance(Lease.EXPIRY.minusSeconds(1));
        assertThat(test.dataset().removeLeftovers(name -> {})).isEmpty();

        test.advance(Duration.ofSeconds(2));
        assertThat(test.dataset().removeLeftovers(name -> {})).containsExactly(other);
    }

    @Test
    void aLeaseThatIsHalfWrittenCountsByItsAge() {
        test.write(other.folder() + "/_writing.json", "{\"formatVersion\": 1, \"run");
        assertThat(test.dataset().begin(other)).isEmpty();
        assertThat(test.dataset().removeLeftovers(name -> {})).isEmpty();

        test.advance(Lease.EXPIRY.plusSeconds(1));
        assertThat(test.dataset().removeLeftovers(name -> {})).containsExactly(other);
    }

    @Test
    void aFolderWithoutLeaseAndManifestCountsByItsAge() {
        test.write(other.folder() + "/part-0", "x");
        assertThat(test.dataset().removeLeftovers(name -> {})).isEmpty();

        test.advance(Lease.EXPIRY.plusSeconds(1));
        assertThat(test.dataset().removeLeftovers(name -> {})).containsExactly(other);
    }

    @Test
    void aRunThatDiedBetweenManifestAndPointerLeftNothingOfUse() {
        leave(other, lease("another host", Instant.EPOCH));
        test.write(other.folder() + "/_snapshot.json", manifest(other));

        assertThat(test.dataset().removeLeftovers(name -> {})).containsExactly(other);
        assertThat(test.dataset().latest().map(SnapshotManifest::snapshot)).hasValue(published.folder());
    }

    @Test
    void aRunThatDiedBetweenPointerAndLeaseHasPublished() {
        leave(other, lease("another host", Instant.EPOCH));
        test.write(other.folder() + "/_snapshot.json", manifest(other));
        test.write("_latest", manifest(other));

        assertThat(test.dataset().removeLeftovers(name -> {})).isEmpty();
        assertThat(test.names(other.folder())).containsExactly("_snapshot.json", "part-0");
        assertThat(test.dataset().wholeSnapshots()).containsExactlyInAnyOrder(published, other);
    }

    @Test
    void aRunThatMovesThePointerAndDiesDuringTheCleanupHasPublished() {
        leave(other, lease("another host", Instant.EPOCH));
        test.write(other.folder() + "/_snapshot.json", manifest(other));
        // Whatever the cleanup knows of the pointer when it begins is old when it looks at the folders.
        FaultyFileSystem.beforeNextListing(() -> test.write("_latest", manifest(other)));

        assertThat(test.dataset().removeLeftovers(name -> {})).isEmpty();
        assertThat(test.names(other.folder())).contains("part-0");
    }

    @Test
    void snapshotsThatBecomeTheLatestDuringPruningStay() {
        test.write(other.folder() + "/_snapshot.json", manifest(other));
        VersionName newest = other.next();
        test.write(newest.folder() + "/_snapshot.json", manifest(newest));
        FaultyFileSystem.beforeNextListing(() -> test.write("_latest", manifest(other)));

        assertThat(test.dataset().prune(1)).containsExactly(published);
        assertThat(test.names("")).containsExactly("_latest", other.folder(), newest.folder());
    }

    @Test
    void whatElseARunLeftIsRemovedBeforeItsFolder() {
        leave(other, lease("another host", Instant.EPOCH));
        List<VersionName> first = new ArrayList<>();

        test.dataset().removeLeftovers(name -> {
            assertThat(test.names(name.folder())).contains("part-0");
            first.add(name);
        });

        assertThat(first).containsExactly(other);
    }

    @Test
    void aDeletionThatDiedHalfWayIsFinished() {
        leave(other, lease("another host", Instant.EPOCH));
        test.write(other.folder() + "/k=1/part-0", "x");
        assertThat(test.dataset().wholeSnapshots()).containsExactly(published);

        assertThat(test.dataset().removeLeftovers(name -> {})).containsExactly(other);
        assertThat(test.names("")).containsExactly("_latest", published.folder());
    }

    @Test
    void temporaryPointersGoWithTheFolderOfTheirDeadRun() {
        leave(other, lease("another host", Instant.EPOCH));
        test.write(other.folder() + "/_latest.0000.tmp", "{");

        assertThat(test.dataset().removeLeftovers(name -> {})).containsExactly(other);
        assertThat(test.names("")).containsExactly("_latest", published.folder());
    }

    @Test
    void foldersThatAreNoSnapshotsStay() {
        test.write("snapshot=20260231T080000Z/part-0", "x");
        test.write("notes/part-0", "x");
        test.advance(Duration.ofDays(1));

        assertThat(test.dataset().removeLeftovers(name -> {})).isEmpty();
        assertThat(test.names("")).contains("snapshot=20260231T080000Z", "notes");
    }

    @Test
    void pruningKeepsTheNewest() {
        test.advance(Duration.ofMinutes(1));
        VersionName second = test.publish();
        VersionName third = test.publish();
        VersionName fourth = test.publish();
        leave(fourth.next(), lease("another host", test.instant()));

        assertThat(test.dataset().prune(2)).containsExactly(second, published);
        assertThat(test.names(""))
                .containsExactly(
                        "_latest",
                        third.folder(),
                        fourth.folder(),
                        fourth.next().folder());
        assertThat(test.dataset().prune(2)).isEmpty();
        assertThatThrownBy(() -> test.dataset().prune(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pruningKeepsTheLatestThoughNewerOnesAreWhole() {
        VersionName second = test.publish();
        test.write("_latest", manifest(published));

        assertThat(test.dataset().prune(1)).isEmpty();
        assertThat(test.names("")).containsExactly("_latest", published.folder(), second.folder());
    }

    private void leave(VersionName name, Lease lease) {
        test.write(name, lease);
        test.write(name, "part-0", "x");
    }

    private Lease lease(String host, Instant heartbeat) {
        return new Lease(1, "run", host, 1, Instant.EPOCH, heartbeat);
    }

    private Lease startedAt(Instant start) {
        Lease own = Lease.ofThisProcess(test.instant());
        return new Lease(1, own.run(), own.host(), own.process(), start, test.instant());
    }

    private String manifest(VersionName name) {
        return new String(
                SnapshotDataset.json(
                        new SnapshotManifest(1, name.folder(), test.instant(), 1, 1, 1, List.of(), "value STRING")),
                UTF_8);
    }
}
