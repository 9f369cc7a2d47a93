package io.recoflow.runtime.version;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import java.time.Duration;
import org.apache.hadoop.fs.Path;

/** Versions of one text file, whose manifest and pointer are the folder's name. */
final class TextVersions implements VersionFormat {

    static final String FILE = "text";

    /** Writes and publishes a version; returns its folder's name. */
    static VersionName publish(VersionedFolder versions, FileStorage storage, String text) {
        try (VersionInProgress version = versions.begin()) {
            write(version, storage, text);
            version.publish(version.folder().getName().getBytes(UTF_8));
            return version.name();
        }
    }

    static void write(VersionInProgress version, FileStorage storage, String text) {
        Path file = new Path(version.folder(), FILE);
        retried("write " + file, () -> storage.write(file, text.getBytes(UTF_8)));
    }

    static String folder(VersionName name) {
        return "text=" + name;
    }

    @Override
    public String folderPrefix() {
        return "text=";
    }

    @Override
    public String manifest() {
        return "_whole";
    }

    @Override
    public String lease() {
        return "_lease.json";
    }

    @Override
    public byte[] pointer(String folder, Path manifest, byte[] content) {
        return folder.getBytes(UTF_8);
    }

    @Override
    public String folderNamedBy(Path pointer, byte[] content) {
        String folder = new String(content, UTF_8);
        if (!folder.startsWith(folderPrefix())) {
            throw new JobException(ExitCode.STORAGE_FAILED, "Cannot read " + pointer, "it is no name", "Restore it");
        }
        return folder;
    }

    @Override
    public boolean isOursAlone() {
        return true;
    }

    @Override
    public Duration unreadableLeaseExpiry() {
        return Duration.ofMinutes(5);
    }
}
