package io.recoflow.lake.snapshot;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.lake.parquet.WrittenFolder;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.Lease;
import io.recoflow.runtime.version.VersionName;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/**
 * A snapshot that a run is writing. Its folder belongs to the run alone, as long as the lease in it is renewed; closing
 * it before {@link #publish} removes it. Not safe for concurrent callers.
 */
public final class SnapshotInProgress implements AutoCloseable {

    private final SnapshotDataset dataset;
    private final FileStorage storage;
    private final VersionName name;
    private final Path folder;
    private final Lease lease;
    private final Clock clock;
    private final ScheduledExecutorService heartbeat;
    private boolean ended;

    SnapshotInProgress(
            SnapshotDataset dataset, FileStorage storage, VersionName name, Path folder, Lease lease, Clock clock) {
        this.dataset = dataset;
        this.storage = storage;
        this.name = name;
        this.folder = folder;
        this.lease = lease;
        this.clock = clock;
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "snapshot-lease-" + name);
            thread.setDaemon(true);
            return thread;
        });
        long period = Lease.RENEWAL.toMillis();
        var unused = heartbeat.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    public VersionName name() {
        return name;
    }

    /** Where the data files go. */
    public Path folder() {
        return folder;
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
        WrittenFolder.verify(storage, folder, files, Set.of(SnapshotDataset.LEASE));
        SnapshotManifest manifest = new SnapshotManifest(
                SnapshotManifest.FORMAT_VERSION,
                name.folder(),
                clock.instant(),
                files.stream().mapToLong(WrittenFile::rows).sum(),
                files.size(),
                files.stream().mapToLong(WrittenFile::bytes).sum(),
                partitionColumns,
                schema.toDDL());
        Path manifestFile = new Path(folder, SnapshotDataset.MANIFEST);
        retried("write " + manifestFile, () -> storage.write(manifestFile, SnapshotDataset.json(manifest)));
        stopHeartbeat();
        if (!holdsLease()) {
            throw new JobException(
                    ExitCode.STORAGE_FAILED,
                    "Cannot publish " + folder,
                    "another run took this one for dead and cleaned up after it",
                    "Check that this machine's clock is right and was not suspended, then run the job again");
        }
        dataset.point(name, manifest);
        ended = true;
        retried("remove the lease of " + folder, () -> storage.delete(new Path(folder, SnapshotDataset.LEASE)));
        dataset.pointToNewest();
        return manifest;
    }

    /**
     * Removes the snapshot, unless it was published. It also stays where the pointer names it although the storage said
     * that the pointer could not be written.
     */
    @Override
    public void close() {
        stopHeartbeat();
        if (!ended) {
            ended = true;
            if (!dataset.isLatest(name)) {
                dataset.delete(name);
            }
        }
    }

    private void renew() {
        try {
            if (holdsLease()) {
                // Replaced, not rewritten: another run must never read half a lease.
                storage.replace(
                        new Path(folder, SnapshotDataset.LEASE), SnapshotDataset.json(lease.renewed(clock.instant())));
            }
        } catch (Exception missed) {
            // The next renewal comes long before the lease expires, and publish() checks it.
        }
    }

    private boolean holdsLease() {
        return dataset.lease(folder)
                .map(found -> found.run().equals(lease.run()))
                .orElse(false);
    }

    private void stopHeartbeat() {
        heartbeat.shutdown();
        try {
            if (!heartbeat.awaitTermination(1, TimeUnit.MINUTES)) {
                heartbeat.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
