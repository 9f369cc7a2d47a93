package io.recoflow.runtime.version;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;

/**
 * A version that a run is writing. Its folder belongs to the run alone, as long as the lease in it is renewed; closing
 * it before {@link #publish} removes it. Not safe for concurrent callers.
 */
public final class VersionInProgress implements AutoCloseable {

    private final VersionedFolder versions;
    private final FileStorage storage;
    private final VersionName name;
    private final Path folder;
    private final Lease lease;
    private final Clock clock;
    private final ScheduledExecutorService heartbeat;
    private boolean ended;

    VersionInProgress(VersionedFolder versions, FileStorage storage, VersionName name, Lease lease, Clock clock) {
        this.versions = versions;
        this.storage = storage;
        this.name = name;
        this.folder = versions.folder(name);
        this.lease = lease;
        this.clock = clock;
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease-" + folder.getName());
            thread.setDaemon(true);
            return thread;
        });
        long period = Lease.RENEWAL.toMillis();
        var unused = heartbeat.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    public VersionName name() {
        return name;
    }

    /** Where the version's files go. */
    public Path folder() {
        return folder;
    }

    /**
     * Makes the version whole by its manifest, and the latest unless a newer one is that already.
     *
     * @throws JobException with {@link ExitCode#STORAGE_FAILED} where the storage fails, or another run took this one
     *     for dead; the pointer is then where it was. So it is where a version of a time to come has appeared meanwhile;
     *     this one is then whole, and stays
     */
    public void publish(byte[] manifest) {
        Path file = versions.manifestFile(folder);
        retried("write " + file, () -> storage.write(file, manifest));
        stopHeartbeat();
        requireLease();
        Optional<JobException> ahead = versions.versionAhead();
        if (ahead.isPresent()) {
            ended = true;
            versions.giveUpLease(name);
            throw ahead.get();
        }
        versions.point(name, manifest);
        ended = true;
        versions.copyPointer(name);
        versions.giveUpLease(name);
        versions.pointToNewest();
    }

    /**
     * Makes the version whole by its manifest, and leaves the pointer where it is: nothing but a hand moves it there.
     *
     * @throws JobException with {@link ExitCode#STORAGE_FAILED} where the storage fails, or another run took this one for
     *     dead
     */
    public void keep(byte[] manifest) {
        versions.markUnpublished(name);
        Path file = versions.manifestFile(folder);
        retried("write " + file, () -> storage.write(file, manifest));
        stopHeartbeat();
        requireLease();
        ended = true;
        versions.giveUpLease(name);
    }

    private void requireLease() {
        if (!holdsLease()) {
            throw new JobException(
                    ExitCode.STORAGE_FAILED,
                    "Cannot publish " + folder,
                    "another run took this one for dead and cleaned up after it",
                    "Check that this machine's clock is right and was not suspended, then run the job again");
        }
    }

    /**
     * Removes the version, unless it was published or kept. It also stays where the pointer names it although the storage
     * said that the pointer could not be written.
     */
    @Override
    public void close() {
        stopHeartbeat();
        if (!ended) {
            ended = true;
            if (versions.isLatest(name)) {
                versions.giveUpLease(name);
            } else {
                versions.delete(name);
            }
        }
    }

    private void renew() {
        try {
            if (holdsLease()) {
                // Replaced, not rewritten: another run must never read half a lease.
                storage.replace(
                        versions.leaseFile(folder),
                        lease.renewed(clock.instant()).json());
            }
        } catch (Exception | Error missed) {
            // One that left would be the last. The next renewal comes long before the lease expires, and publish()
            // checks it.
        }
    }

    private boolean holdsLease() {
        return versions.leaseIn(folder).map(lease::isOfRun).orElse(false);
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
