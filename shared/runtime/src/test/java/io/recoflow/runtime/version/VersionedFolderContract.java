package io.recoflow.runtime.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.Faults;
import io.recoflow.runtime.storage.FaultyFileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of versions does, whatever its files are called. The test of a kind says how it is opened. */
public abstract class VersionedFolderContract extends VersionedFolderRemovalContract {

    protected VersionedFolderContract(Path folder, VersionFormat format) {
        super(folder, format);
    }

    @Test
    void theFirstVersionBecomesTheLatest() {
        assertThat(latest()).isEmpty();

        try (Begun version = begin()) {
            assertThat(version.name()).hasToString("20261120T080000Z");
            assertThat(names(version.name())).containsExactly(format.lease());

            version.publish();

            assertThat(latest()).hasValue(folder(version.name()));
        }
        VersionName first = name("20261120T080000Z");
        assertThat(names(first))
                .contains(format.manifest())
                .hasSizeGreaterThan(1)
                .doesNotContain(format.lease());
        assertThat(rootNames()).containsExactlyInAnyOrder(POINTER, folder(first));
        assertThat(test.read(POINTER)).isEqualTo(pointer(first));
        assertCopied();
    }

    @Test
    void aCopyOfThePointerThatARunLeftBehindIsMendedByTheNext() {
        VersionName first = publish();
        String old = test.read(POINTER);
        VersionName second = publish();
        format.pointerCopy().ifPresent(copy -> test.write(copy, old));

        VersionName third = publish();

        assertThat(versions().whole()).containsExactlyInAnyOrder(first, second, third);
        assertCopied();
    }

    @Test
    void aVersionTakesTheNextSecondThatIsFree() {
        try (Begun first = begin();
                Begun second = begin()) {
            VersionName published = publish();

            assertThat(first.name()).hasToString("20261120T080000Z");
            assertThat(second.name()).hasToString("20261120T080001Z");
            assertThat(published).hasToString("20261120T080002Z");
            assertThat(versions().begin(first.name())).isEmpty();
            assertThat(versions().begin(published)).isEmpty();
        }
    }

    @Test
    void closingBeforePublishingRemovesTheFolder() {
        VersionName old = publish();

        try (Begun version = begin()) {
            test.write(folder(version.name()) + "/part-0", "abc");
        }

        assertOnly(old);
    }

    @ParameterizedTest
    @ValueSource(strings = {FaultyFileSystem.DISK, FaultyFileSystem.OBJECT_STORE})
    void anOlderVersionDoesNotReplaceANewerOne(String scheme) {
        TestFolder storage = new TestFolder(folder, scheme);
        try (Begun slow = front(storage).begin().get()) {
            VersionName quick = publish(storage);

            slow.publish();

            assertThat(latest()).hasValue(folder(quick));
            assertCopied();
            assertThat(versions().whole()).containsExactlyInAnyOrder(slow.name(), quick);
        }
        assertThat(rootNames()).hasSize(3);
    }

    @Test
    void thePointerEndsAtTheNewestWhereTwoRunsMoveItAtTheSameMoment() {
        try (Begun slow = begin()) {
            List<VersionName> quick = new ArrayList<>();
            // The slow one has read the pointer when it begins to write it.
            FaultyFileSystem.set(Faults.always(name -> {
                if (name.contains(POINTER)) {
                    FaultyFileSystem.reset();
                    quick.add(publish());
                }
                return false;
            }));

            slow.publish();

            assertThat(quick).singleElement().isEqualTo(slow.name().next());
            assertThat(latest()).hasValue(folder(quick.get(0)));
            assertCopied();
        }
    }

    @Test
    void aRunThatWasTakenForDeadDoesNotPublish() {
        VersionName old = publish();
        try (Begun version = begin()) {
            write(version.name(), Lease.ofThisProcess(test.instant()));

            assertStorageFailure(version::publish, "another run took this one for dead and cleaned up after it");
        }
        assertOnly(old);
    }

    @ParameterizedTest
    @ValueSource(strings = {FaultyFileSystem.DISK, FaultyFileSystem.OBJECT_STORE})
    void aPointerThatCannotBeWrittenStaysWhereItIs(String scheme) {
        TestFolder storage = new TestFolder(folder, scheme);
        VersionName old = publish(storage);
        try (Begun version = front(storage).begin().get()) {
            FaultyFileSystem.set(Faults.always(name -> name.contains(POINTER)));

            assertStorageFailure(version::publish, "injected CREATE failure");
            FaultyFileSystem.reset();
        }
        assertOnly(old);
    }

    @ParameterizedTest
    @ValueSource(strings = {FaultyFileSystem.DISK, FaultyFileSystem.OBJECT_STORE})
    void aVersionThatThePointerNamesStaysThoughTheAnswerToItsWriteWasLost(String scheme) {
        TestFolder storage = new TestFolder(folder, scheme);
        VersionName old = publish(storage);
        VersionName named = old.next();
        try (Begun version = front(storage).begin().get()) {
            FaultyFileSystem.set(Faults.lostAnswers(name -> name.endsWith("/" + POINTER)));

            assertStorageFailure(version::publish, "injected ANSWER failure");
            FaultyFileSystem.reset();
        }
        assertThat(latest()).hasValue(folder(named));
        assertThat(names(named)).isEqualTo(names(old));
        assertThat(versions().whole()).containsExactlyInAnyOrder(old, named);
    }

    @Test
    void underAnUnreadablePointerNothingIsPublishedOrDeleted() {
        VersionName whole = publish();
        VersionName dead = whole.next();
        leave(dead);
        test.write(POINTER, "garbage");

        assertThatThrownBy(() -> front().prune().apply(1)).isInstanceOf(JobException.class);
        assertThatThrownBy(() -> front().removeLeftovers().get()).isInstanceOf(JobException.class);
        assertThatThrownBy(this::publish).isInstanceOf(JobException.class);

        assertThat(rootNames()).contains(POINTER, folder(whole), folder(dead));
        assertThat(test.read(POINTER)).isEqualTo("garbage");
    }

    @Test
    void freeingSpaceNeedsNoSpace() {
        VersionName old = publish();
        VersionName published = publish();
        VersionName left = published.next();
        leave(left);
        try (Begun version = begin()) {
            FaultyFileSystem.set(Faults.full());

            assertStorageFailure(version::publish, "No space left on device");
        }

        assertThat(rootNames()).as("what this run had begun is gone").hasSize(4);
        assertThat(removeLeftovers()).containsExactly(left);
        assertThat(prune(1)).containsExactly(old);
        assertOnly(published);
    }

    @Test
    void aVersionThatCannotBeBegunLeavesNothing() {
        VersionName old = publish();
        FaultyFileSystem.set(Faults.full());

        assertStorageFailure(this::begin, "No space left on device");

        assertOnly(old);
    }

    /** On a full disk the lease of a deletion is an empty file. */
    @Test
    void aRunWhoseLeaseWasEmptiedDoesNotPublish() {
        VersionName old = publish();
        try (Begun version = begin()) {
            test.write(folder(version.name()) + "/" + format.lease(), "");

            assertStorageFailure(version::publish, "another run took this one for dead and cleaned up after it");
        }
        assertOnly(old);
    }

    @Test
    void underAVersionOfATimeToComeNothingIsBegunAndNothingDeleted() {
        VersionName good = publish();
        test.advance(Duration.ofDays(400));
        VersionName ahead = publish();
        test.advance(Duration.ofDays(-399));

        String folder = folder(ahead);
        assertStorageFailure(this::begin, folder + ", which _latest names, is of a time that is yet to come");
        assertStorageFailure(() -> prune(1), "this machine's clock says 2026-11-21T08:00:00Z");
        // The pointer alone is not what keeps newer versions from being the newest.
        test.write(POINTER, pointer(good));
        assertStorageFailure(this::begin, folder + " is of a time that is yet to come");
        assertThat(rootNames()).containsExactlyInAnyOrder(POINTER, folder(good), folder);

        test.write(POINTER, pointer(ahead));
        test.delete(folder);
        assertStorageFailure(this::begin, folder + ", which _latest names,");
        test.delete(POINTER);
        assertThat(latest()).isEmpty();
        VersionName next = publish();
        assertThat(latest()).hasValue(folder(next));
    }

    @Test
    void aVersionThatIsOvertakenByOneOfATimeToComeStaysWhole() {
        VersionName first = publish();
        VersionName second;
        VersionName ahead;
        try (Begun version = begin()) {
            second = version.name();
            test.advance(Duration.ofDays(400));
            ahead = publish();
            test.advance(Duration.ofDays(-400));

            assertStorageFailure(version::publish, folder(ahead) + ", which _latest names,");
        }
        assertThat(latest()).hasValue(folder(ahead));
        assertThat(versions().whole()).containsExactlyInAnyOrder(first, second, ahead);
    }

    @Test
    void clocksThatDifferByMinutesAreNoProblem() {
        VersionName first = publish();
        test.advance(Duration.ofMinutes(-4));

        VersionName earlier = publish();

        assertThat(latest()).hasValue(folder(first));
        assertThat(versions().whole()).containsExactlyInAnyOrder(first, earlier);
    }
}
