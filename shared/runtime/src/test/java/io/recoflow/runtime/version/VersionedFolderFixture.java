package io.recoflow.runtime.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.storage.FileStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A folder of versions of some kind, in any state that runs may leave it in. */
public abstract class VersionedFolderFixture {

    static final String POINTER = "_latest";

    final Path folder;
    final VersionFormat format;
    final TestFolder test;

    protected VersionedFolderFixture(Path folder, VersionFormat format) {
        this.folder = folder;
        this.format = format;
        this.test = new TestFolder(folder, FaultyFileSystem.DISK);
    }

    /** The kind's own front. */
    protected abstract Front open(FileStorage storage, org.apache.hadoop.fs.Path root, Clock clock);

    /**
     * What the contract asks of a kind.
     *
     * @param latest the name of the folder that the pointer names
     */
    public record Front(
            Supplier<Begun> begin,
            Supplier<Optional<String>> latest,
            Supplier<List<VersionName>> removeLeftovers,
            IntFunction<List<VersionName>> prune) {}

    /**
     * A version that is being written.
     *
     * @param publishing writes at least one file, and publishes
     */
    public record Begun(VersionName name, Runnable publishing, Runnable closing) implements AutoCloseable {

        void publish() {
            publishing.run();
        }

        @Override
        public void close() {
            closing.run();
        }
    }

    @AfterEach
    void stopFaults() {
        FaultyFileSystem.reset();
    }

    Front front(TestFolder storage) {
        return open(storage.storage(), storage.root(), storage);
    }

    Front front() {
        return front(test);
    }

    VersionedFolder versions() {
        return new VersionedFolder(test.storage(), test.root(), format, test);
    }

    Begun begin() {
        return front().begin().get();
    }

    Optional<String> latest() {
        return front().latest().get();
    }

    List<VersionName> removeLeftovers() {
        return front().removeLeftovers().get();
    }

    List<VersionName> prune(int keep) {
        return front().prune().apply(keep);
    }

    VersionName publish() {
        return publish(test);
    }

    VersionName publish(TestFolder storage) {
        try (Begun version = front(storage).begin().get()) {
            version.publish();
            return version.name();
        }
    }

    static VersionName name(String text) {
        return VersionName.parse(text).orElseThrow();
    }

    String folder(VersionName name) {
        return format.folderPrefix() + name;
    }

    /** The names in the root, but for that of the folder with the pointer's copy. */
    List<String> rootNames() {
        return test.names("").stream()
                .filter(name -> format.pointerCopy()
                        .filter(copy -> copy.startsWith(name + "/"))
                        .isEmpty())
                .toList();
    }

    /** The pointer's copy, where this kind has one, says the same. */
    void assertCopied() {
        format.pointerCopy().ifPresent(copy -> {
            assertThat(test.read(copy)).isEqualTo(test.read(POINTER));
            assertThat(test.names(copy.substring(0, copy.indexOf('/')))).hasSize(1);
        });
    }

    List<String> names(VersionName name) {
        return test.names(folder(name));
    }

    /** A run that died long ago. */
    static Lease dead() {
        return new Lease(1, "run", "another host", 1, Instant.EPOCH, Instant.EPOCH);
    }

    void leave(VersionName name) {
        leave(name, dead());
    }

    void leave(VersionName name, Lease lease) {
        write(name, lease);
        test.write(folder(name) + "/part-0", "x");
    }

    void write(VersionName name, Lease lease) {
        test.write(folder(name) + "/" + format.lease(), new String(lease.json(), UTF_8));
    }

    /** As that of a version that was published, under another name. */
    String manifest(VersionName name) {
        VersionName published = versions().whole().get(0);
        return test.read(folder(published) + "/" + format.manifest()).replace(published.toString(), name.toString());
    }

    String pointer(VersionName name) {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(test.root(), folder(name));
        return new String(format.pointer(folder(name), file, manifest(name).getBytes(UTF_8)), UTF_8);
    }

    static void assertStorageFailure(ThrowingCallable action, String cause) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.STORAGE_FAILED))
                .hasMessageContaining(cause);
    }

    /** Nothing but a version that was published. */
    void assertOnly(VersionName name) {
        assertThat(latest()).hasValue(folder(name));
        assertThat(rootNames()).containsExactlyInAnyOrder(POINTER, folder(name));
        assertCopied();
        assertThat(names(name)).contains(format.manifest()).doesNotContain(format.lease());
    }
}
