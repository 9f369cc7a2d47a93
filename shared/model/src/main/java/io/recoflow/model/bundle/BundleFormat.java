package io.recoflow.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.version.VersionFormat;
import java.time.Duration;
import org.apache.hadoop.fs.Path;

/** How a model's versions stand in files. */
final class BundleFormat implements VersionFormat {

    /** Of the pointer alone: bundles have a format version of their own. */
    private static final int POINTER_VERSION = 1;

    @Override
    public String folderPrefix() {
        return "";
    }

    @Override
    public String manifest() {
        return ModelBundle.MANIFEST;
    }

    /** The name under which earlier releases keep each other out of a folder, without a word in the file. */
    @Override
    public String lease() {
        return "_writing";
    }

    @Override
    public byte[] pointer(String folder, Path manifest, byte[] content) {
        return Json.write(new Pointer(POINTER_VERSION, folder)).getBytes(UTF_8);
    }

    /** @throws JobException with exit code 5 where it names no version */
    @Override
    public String folderNamedBy(Path file, byte[] content) {
        Pointer pointer;
        try {
            pointer = Json.read(new String(content, UTF_8), Pointer.class);
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
        if (pointer.formatVersion() != POINTER_VERSION) {
            throw unusable(
                    file,
                    "its format version is " + pointer.formatVersion() + ", and this release knows " + POINTER_VERSION);
        }
        if (!ModelVersion.isValid(pointer.version())) {
            throw unusable(file, "it names '" + pointer.version() + "'; " + ModelVersion.RULE);
        }
        return pointer.version();
    }

    /** Bundles are copied from elsewhere, under the names that they had there. */
    @Override
    public boolean isOursAlone() {
        return false;
    }

    /** An earlier release says nothing in it, and writes for minutes. */
    @Override
    public Duration unreadableLeaseExpiry() {
        return Duration.ofDays(1);
    }

    private static JobException unusable(Path file, String cause) {
        return new JobException(
                ExitCode.CONTRACT_VIOLATED,
                "Cannot use " + file,
                cause,
                "Write {\"formatVersion\": " + POINTER_VERSION + ", \"version\": \"…\"} with the version of a"
                        + " whole bundle");
    }

    private record Pointer(int formatVersion, String version) {}
}
