package io.recoflow.runtime.version;

import io.recoflow.runtime.failure.JobException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** How one kind of versions stands in files: their names, and what the pointer says. */
public interface VersionFormat {

    /** What stands before a version's name in the name of its folder; may be empty. */
    String folderPrefix();

    /** The file that makes a version whole, and is written last. */
    String manifest();

    /** The file of the lease. */
    String lease();

    /**
     * What the pointer says of a version.
     *
     * @param folder the name of its folder
     * @param manifest its manifest file, to be named where that is unusable
     * @param content of the manifest
     */
    byte[] pointer(String folder, Path manifest, byte[] content);

    /**
     * Where a copy of the pointer is for readers that pass over names with an underscore in front, Spark for one; as a
     * path below the root, whose first folder must be one that they pass over when they read the root. Empty for none.
     */
    default Optional<String> pointerCopy() {
        return Optional.empty();
    }

    /**
     * The name of the folder that a pointer names.
     *
     * @throws JobException where the content is unreadable or of an unknown format
     */
    String folderNamedBy(Path pointer, byte[] content);

    /**
     * Whether nobody else makes folders with the names of versions, so that one without lease and manifest is what a
     * dead run left. Where people bring versions of their own, such a folder may be one on its way.
     */
    boolean isOursAlone();

    /** How long a folder stays whose lease cannot be read: one that is half written, or of another release. */
    Duration unreadableLeaseExpiry();
}
