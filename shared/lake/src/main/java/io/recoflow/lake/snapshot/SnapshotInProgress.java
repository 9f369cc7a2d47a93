package io.recoflow.lake.snapshot;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.lake.parquet.WrittenFolder;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.VersionInProgress;
import io.recoflow.runtime.version.VersionName;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/** A snapshot that a run is writing; closing it before {@link #publish} removes it. Not safe for concurrent callers. */
public final class SnapshotInProgress implements AutoCloseable {

    private final VersionInProgress version;
    private final FileStorage storage;
    private final Clock clock;

    SnapshotInProgress(VersionInProgress version, FileStorage storage, Clock clock) {
        this.version = version;
        this.storage = storage;
        this.clock = clock;
    }

    public VersionName name() {
        return version.name();
    }

    /** Where the data files go. */
    public Path folder() {
        return version.folder();
    }

    /**
     * Makes the snapshot the latest: checks that exactly the written files are there, each with its size, removes what
     * a failed try of a task left, then moves the pointer.
     *
     * @return the manifest that is now in the folder
     * @throws JobException with {@link ExitCode#STORAGE_FAILED} where a file is missing or damaged, the storage fails,
     *     or another run took this one for dead; the pointer is then where it was
     */
    public SnapshotManifest publish(List<WrittenFile> files, List<String> partitionColumns, StructType schema) {
        WrittenFolder.verify(storage, folder(), files, Set.of(SnapshotFormat.LEASE));
        SnapshotManifest manifest = new SnapshotManifest(
                SnapshotManifest.FORMAT_VERSION,
                folder().getName(),
                clock.instant(),
                files.stream().mapToLong(WrittenFile::rows).sum(),
                files.size(),
                files.stream().mapToLong(WrittenFile::bytes).sum(),
                partitionColumns,
                schema.toDDL());
        version.publish(SnapshotFormat.json(manifest));
        return manifest;
    }

    /** Removes the snapshot unless it was published, or {@code _latest} names it nevertheless. */
    @Override
    public void close() {
        version.close();
    }
}
