package io.recoflow.lake.snapshot;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.VersionName;
import io.recoflow.runtime.version.VersionedFolder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/**
 * A dataset whose versions are snapshots:
 *
 * <pre>
 * &lt;root&gt;/snapshot=20261120T080000Z/…    data, and _snapshot.json when it is whole
 * &lt;root&gt;/_latest                        a copy of the newest snapshot's _snapshot.json
 * </pre>
 *
 * How they are written, published and deleted says {@link VersionedFolder}.
 */
public final class SnapshotDataset {

    private final FileStorage storage;
    private final Clock clock;
    private final VersionedFolder versions;

    /** @param root the dataset's folder; need not exist yet */
    public SnapshotDataset(FileStorage storage, Path root, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.versions = new VersionedFolder(storage, root, new SnapshotFormat(), clock);
    }

    public Path root() {
        return versions.root();
    }

    /**
     * What {@code _latest} says, or empty before the first snapshot.
     *
     * @throws JobException with {@link ExitCode#STORAGE_FAILED} where it is unreadable or of an unknown format
     */
    public Optional<SnapshotManifest> latest() {
        return versions.readPointer().map(content -> SnapshotFormat.parsed(versions.pointer(), content));
    }

    /** {@link VersionedFolder#requireWritable} */
    public void requireWritable() {
        versions.requireWritable();
    }

    /** Begins a snapshot, named after the present second or the next one that is free. */
    public SnapshotInProgress begin() {
        return new SnapshotInProgress(versions.begin(), storage, clock);
    }

    /**
     * Removes what dead runs left: {@link VersionedFolder#removeLeftovers}.
     *
     * @param first what else a run left is removed before its folder
     */
    public List<VersionName> removeLeftovers(Consumer<VersionName> first) {
        return versions.removeLeftovers(first);
    }

    /** Deletes the oldest snapshots but for {@code keep}: {@link VersionedFolder#prune}. */
    public List<VersionName> prune(int keep) {
        return versions.prune(keep);
    }

    /** The oldest snapshot, be it whole or still being written, or empty where there is none. */
    public Optional<VersionName> oldest() {
        return versions.oldest();
    }
}
