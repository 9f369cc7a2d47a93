package io.recoflow.lake.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.version.VersionFormat;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** How a dataset's snapshots stand in files. */
final class SnapshotFormat implements VersionFormat {

    static final String FOLDER_PREFIX = "snapshot=";
    static final String MANIFEST = "_snapshot.json";
    static final String LEASE = "_writing.json";

    @Override
    public String folderPrefix() {
        return FOLDER_PREFIX;
    }

    @Override
    public String manifest() {
        return MANIFEST;
    }

    @Override
    public String lease() {
        return LEASE;
    }

    /** A copy of the manifest. */
    @Override
    public byte[] pointer(String folder, Path manifest, byte[] content) {
        return json(parsed(manifest, content));
    }

    @Override
    public Optional<String> pointerCopy() {
        return Optional.of("_pointer/latest.json");
    }

    @Override
    public String folderNamedBy(Path pointer, byte[] content) {
        return parsed(pointer, content).snapshot();
    }

    @Override
    public boolean isOursAlone() {
        return true;
    }

    @Override
    public Duration unreadableLeaseExpiry() {
        return Duration.ofMinutes(5);
    }

    static byte[] json(SnapshotManifest manifest) {
        return Json.write(manifest).getBytes(UTF_8);
    }

    /** @throws JobException with {@link ExitCode#STORAGE_FAILED} where it is unreadable or of an unknown format */
    static SnapshotManifest parsed(Path pointer, byte[] content) {
        int formatVersion;
        try {
            formatVersion = Json.read(text(content), FormatVersion.class).formatVersion();
            if (formatVersion == SnapshotManifest.FORMAT_VERSION) {
                return Json.read(text(content), SnapshotManifest.class);
            }
        } catch (RuntimeException unreadable) {
            throw new JobException(
                    ExitCode.STORAGE_FAILED,
                    "Cannot read " + pointer,
                    "it is not the JSON of a snapshot pointer",
                    "Restore it: copy the " + MANIFEST + " of the newest snapshot folder over it",
                    unreadable);
        }
        throw new JobException(
                ExitCode.STORAGE_FAILED,
                "Cannot read " + pointer,
                "its format version is " + formatVersion + ", and this release knows "
                        + SnapshotManifest.FORMAT_VERSION,
                "Run the release of Recoflow that wrote it, or a newer one");
    }

    private static String text(byte[] content) {
        return new String(content, UTF_8);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record FormatVersion(int formatVersion) {}
}
