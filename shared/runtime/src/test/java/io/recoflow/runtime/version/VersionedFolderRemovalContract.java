package io.recoflow.runtime.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.storage.FaultyFileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes and what stays: the folders of the dead, those that are no versions, and old versions. */
public abstract class VersionedFolderRemovalContract extends VersionedFolderFixture {

    protected VersionedFolderRemovalContract(Path folder, VersionFormat format) {
        super(folder, format);
    }

    @Test
    void whatALivingProcessWritesStays() {
        VersionName published = publish();
        try (Begun version = begin()) {
            test.advance(Duration.ofDays(2));

            assertThat(removeLeftovers()).isEmpty();
            assertThat(names(version.name())).containsExactly(format.lease());
            assertThat(prune(1)).isEmpty();
        }
        assertOnly(published);
    }

    @Test
    void whatADeadProcessOfThisHostLeftGoesAtOnce() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Lease own = Lease.ofThisProcess(test.instant());
        VersionName published = publish();
        leave(published.next(), new Lease(1, "run", own.host(), dead.pid(), own.processStarted(), test.instant()));

        assertThat(removeLeftovers()).containsExactly(published.next());
        assertOnly(published);
    }

    @Test
    void whatAnotherHostWritesGoesOnlyAfterItsLeaseHasExpired() {
        VersionName other = publish().next();
        leave(other, new Lease(1, "run", "another host", 1, Instant.EPOCH, test.instant()));
        test.advance(Lease.EXPIRY.minusSeconds(1));
        assertThat(removeLeftovers()).isEmpty();

        test.advance(Duration.ofSeconds(2));
        assertThat(removeLeftovers()).containsExactly(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"formatVersion\": 1, \"run", ""})
    void aLeaseThatCannotBeReadCountsByItsAge(String content) {
        VersionName other = publish().next();
        test.write(folder(other) + "/" + format.lease(), content);
        assertThat(versions().begin(other)).isEmpty();

        test.advance(format.unreadableLeaseExpiry().minusSeconds(1));
        assertThat(removeLeftovers()).isEmpty();

        test.advance(Duration.ofSeconds(2));
        assertThat(removeLeftovers()).containsExactly(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {FaultyFileSystem.DISK, FaultyFileSystem.OBJECT_STORE})
    void aFolderWithoutLeaseAndManifestStaysWhereItMayBeSomebodyElses(String scheme) {
        VersionName published = publish();
        VersionName other = published.next();
        TestFolder storage = new TestFolder(folder, scheme);
        test.write(folder(other) + "/part-0", "x");
        if (scheme.equals(FaultyFileSystem.DISK)) {
            assertThat(front(storage).removeLeftovers().get()).isEmpty();
        }
        storage.advance(Lease.EXPIRY.plusSeconds(1));

        assertThat(front(storage).removeLeftovers().get()).isEqualTo(format.isOursAlone() ? List.of(other) : List.of());
        assertThat(front(storage).prune().apply(1)).isEmpty();
        assertThat(rootNames().contains(folder(other))).isNotEqualTo(format.isOursAlone());
    }

    @Test
    void aRunThatDiedBetweenManifestAndPointerLeftNothingOfUse() {
        VersionName published = publish();
        VersionName other = published.next();
        leave(other);
        test.write(folder(other) + "/" + format.manifest(), manifest(other));

        assertThat(removeLeftovers()).containsExactly(other);
        assertOnly(published);
    }

    @Test
    void aRunThatDiedBetweenPointerAndLeaseHasPublished() {
        VersionName published = publish();
        VersionName other = published.next();
        leave(other);
        test.write(folder(other) + "/" + format.manifest(), manifest(other));
        test.write(POINTER, pointer(other));
        test.write(folder(other) + "/latest.json.01234567-89ab-cdef-0123-456789abcdef.tmp", "{");

        assertThat(removeLeftovers()).isEmpty();
        assertThat(names(other)).containsExactlyInAnyOrder(format.manifest(), "part-0");
        assertCopied();
        assertThat(versions().whole()).containsExactlyInAnyOrder(published, other);
    }

    @Test
    void aRunThatMovesThePointerAndDiesDuringTheCleanupHasPublished() {
        VersionName other = publish().next();
        leave(other);
        test.write(folder(other) + "/" + format.manifest(), manifest(other));
        String pointer = pointer(other);
        // Whatever the cleanup knows of the pointer when it begins is old when it looks at the folders.
        FaultyFileSystem.beforeNextListing(() -> test.write(POINTER, pointer));

        assertThat(removeLeftovers()).isEmpty();
        assertThat(names(other)).contains("part-0");
    }

    @Test
    void aDeletionThatDiedHalfWayIsFinished() {
        VersionName published = publish();
        VersionName other = published.next();
        leave(other);
        test.write(folder(other) + "/k=1/part-0", "x");
        assertThat(versions().whole()).containsExactly(published);

        assertThat(removeLeftovers()).containsExactly(other);
        assertOnly(published);
    }

    @Test
    void temporaryPointersGoWithTheFolderOfTheirDeadRun() {
        VersionName published = publish();
        VersionName other = published.next();
        leave(other);
        test.write(folder(other) + "/" + POINTER + ".0000.tmp", "{");

        assertThat(removeLeftovers()).containsExactly(other);
        assertOnly(published);
    }

    @Test
    void foldersThatAreNoVersionsStay() {
        List<String> others = List.of(
                format.folderPrefix() + "20260231T080000Z", format.folderPrefix() + "mine-1", "notes", "20251120");
        VersionName published = publish();
        for (String other : others) {
            test.write(other + "/part-0", "x");
            test.write(other + "/" + format.manifest(), manifest(published));
            test.write(other + "/" + format.lease(), new String(dead().json(), UTF_8));
        }
        test.advance(Duration.ofDays(2));
        VersionName newest = publish();

        assertThat(removeLeftovers()).isEmpty();
        assertThat(prune(1)).containsExactly(published);
        assertThat(rootNames()).containsAll(others).contains(POINTER, folder(newest));
        assertThat(others).allSatisfy(other -> assertThat(test.names(other)).hasSize(3));
    }

    @Test
    void aPointerToWhatIsNoVersionIsFollowedUntilTheNextOneIsPublished() {
        String mine = format.folderPrefix() + "mine-1";
        VersionName old = publish();
        String pointer = test.read(POINTER).replace(folder(old), mine);
        test.write(POINTER, pointer);
        assertThat(latest()).hasValue(mine);

        assertThat(removeLeftovers()).isEmpty();
        assertThat(prune(1)).isEmpty();
        assertThat(test.read(POINTER)).isEqualTo(pointer);

        VersionName next = publish();
        assertThat(latest()).hasValue(folder(next));
    }

    @Test
    void pruningKeepsTheNewest() {
        VersionName first = publish();
        test.advance(Duration.ofMinutes(1));
        VersionName second = publish();
        VersionName third = publish();
        VersionName fourth = publish();
        VersionName written = fourth.next();
        leave(written, new Lease(1, "run", "another host", 1, Instant.EPOCH, test.instant()));

        assertThat(prune(2)).containsExactly(second, first);
        assertThat(rootNames()).containsExactlyInAnyOrder(POINTER, folder(third), folder(fourth), folder(written));
        assertThat(prune(2)).isEmpty();
        assertThatThrownBy(() -> prune(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pruningKeepsTheLatestThoughNewerOnesAreWhole() {
        VersionName first = publish();
        VersionName second = publish();
        test.write(POINTER, pointer(first));

        assertThat(prune(1)).isEmpty();
        assertThat(rootNames()).containsExactlyInAnyOrder(POINTER, folder(first), folder(second));
    }

    @Test
    void versionsThatBecomeTheLatestDuringPruningStay() {
        VersionName published = publish();
        VersionName other = published.next();
        VersionName newest = other.next();
        String pointer = pointer(other);
        test.write(folder(other) + "/" + format.manifest(), manifest(other));
        test.write(folder(newest) + "/" + format.manifest(), manifest(newest));
        FaultyFileSystem.beforeNextListing(() -> test.write(POINTER, pointer));

        assertThat(prune(1)).containsExactly(published);
        assertThat(rootNames()).containsExactlyInAnyOrder(POINTER, folder(other), folder(newest));
    }
}
