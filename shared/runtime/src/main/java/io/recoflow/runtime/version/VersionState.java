package io.recoflow.runtime.version;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.runtime.storage.FileStorage;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** What a version's folder holds. */
enum VersionState {
    /** It has its manifest, and nobody is writing it any more. */
    WHOLE,
    /** A run may be writing or deleting it. */
    IN_USE,
    /** A run has died that was. */
    LEFT_OVER;

    /** Asks for two files instead of listing the folder, which may have thousands. */
    static VersionState of(FileStatus folder, FileStorage storage, VersionFormat format, Clock clock) {
        Path lease = new Path(folder.getPath(), format.lease());
        Optional<FileStatus> leaseFile = status(storage, lease);
        if (leaseFile.isPresent()) {
            boolean alive = Lease.read(storage, lease)
                    .map(read -> read.isAlive(clock.instant()))
                    .orElseGet(() -> isYounger(leaseFile.get(), format.unreadableLeaseExpiry(), clock));
            return alive ? IN_USE : LEFT_OVER;
        }
        if (status(storage, new Path(folder.getPath(), format.manifest())).isPresent()) {
            return WHOLE;
        }
        // On a disk a new folder is there a moment before its lease; an object store has no folders without a file.
        boolean begins = !storage.isObjectStore() && isYounger(folder, Lease.EXPIRY, clock);
        return begins || !format.isOursAlone() ? IN_USE : LEFT_OVER;
    }

    private static Optional<FileStatus> status(FileStorage storage, Path file) {
        return retried("look for " + file, () -> storage.status(file));
    }

    private static boolean isYounger(FileStatus file, Duration age, Clock clock) {
        return clock.millis() - file.getModificationTime() < age.toMillis();
    }
}
