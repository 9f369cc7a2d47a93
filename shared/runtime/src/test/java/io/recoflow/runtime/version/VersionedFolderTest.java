package io.recoflow.runtime.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.storage.FileStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionedFolderTest extends VersionedFolderContract {

    private final TestFolder test;
    private final VersionedFolder versions;

    VersionedFolderTest(@TempDir Path folder) {
        super(folder, new TextVersions());
        test = new TestFolder(folder, FaultyFileSystem.DISK);
        versions = new VersionedFolder(test.storage(), test.root(), new TextVersions(), test);
    }

    @Override
    protected Front open(FileStorage storage, org.apache.hadoop.fs.Path root, Clock clock) {
        VersionedFolder opened = new VersionedFolder(storage, root, new TextVersions(), clock);
        return new Front(
                () -> begun(opened.begin(), storage),
                opened::latest,
                () -> opened.removeLeftovers(name -> {}),
                opened::prune);
    }

    private static Begun begun(VersionInProgress version, FileStorage storage) {
        return new Begun(
                version.name(),
                () -> {
                    TextVersions.write(version, storage, "x");
                    version.publish(version.folder().getName().getBytes(UTF_8));
                },
                version::close);
    }

    @Test
    void whatElseARunLeftIsRemovedBeforeItsFolder() {
        VersionName left = new VersionName(test.instant());
        String folder = TextVersions.folder(left);
        Lease dead = new Lease(1, "run", "another host", 1, Instant.EPOCH, Instant.EPOCH);
        test.write(folder + "/_lease.json", new String(dead.json(), UTF_8));
        test.write(folder + "/text", "x");
        List<VersionName> first = new ArrayList<>();

        versions.removeLeftovers(name -> {
            assertThat(test.names(TextVersions.folder(name))).contains("text");
            first.add(name);
        });

        assertThat(first).containsExactly(left);
        assertThat(test.names("")).isEmpty();
    }

    @Test
    void theOldestIsFoundBeItWholeOrNot() {
        assertThat(versions.oldest()).isEmpty();
        try (VersionInProgress first = versions.begin()) {
            TextVersions.publish(versions, test.storage(), "x");

            assertThat(versions.oldest()).hasValue(first.name());
        }
    }
}
