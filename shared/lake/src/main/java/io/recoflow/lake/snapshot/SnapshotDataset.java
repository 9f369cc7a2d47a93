package io.recoflow.lake.snapshot;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.Lease;
import io.recoflow.runtime.version.VersionName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A dataset that is a row of immutable snapshots and a pointer to the newest:
 *
 * <pre>
 * &lt;root&gt;/snapshot=20261120T080000Z/…    data, and _snapshot.json when it is whole
 * &lt;root&gt;/_latest                        a copy of the newest snapshot's _snapshot.json
 * </pre>
 *
 * A snapshot is visible once {@code _latest} names it, which is replaced in one write; no reader sees half of one. Any
 * number of runs may write to the dataset at once: each has a folder of its own, and the pointer only moves forward.
 */
public final class SnapshotDataset {

    static final String POINTER = "_latest";
    static final String MANIFEST = "_snapshot.json";
    static final String LEASE = "_writing.json";

    private final FileStorage storage;
    private final Path root;
    private final Clock clock;

    /** @param root the dataset's folder; need not exist yet */
    public SnapshotDataset(FileStorage storage, Path root, Clock clock) {
        this.storage = storage;
        this.root = root;
        this.clock = clock;
    }

    public Path root() {
        return root;
    }

    /**
     * What {@code _latest} says, or empty before the first snapshot.
     *
     * @throws JobException with {@link ExitCode#STORAGE_FAILED} where it is unreadable or of an unknown format
     */
    public Optional<SnapshotManifest> latest() {
        Path pointer = new Path(root, POINTER);
        return retried("read " + pointer, () -> storage.read(pointer)).map(content -> parsed(pointer, content));
    }

    /** Begins a snapshot, named after the present second or the next one that is free. */
    public SnapshotInProgress begin() {
        VersionName name = new VersionName(clock.instant());
        while (true) {
            Optional<SnapshotInProgress> snapshot = begin(name);
            if (snapshot.isPresent()) {
                return snapshot.get();
            }
            name = name.next();
        }
    }

    /** Begins a snapshot of a given name, or is empty where that is taken. */
    public Optional<SnapshotInProgress> begin(VersionName name) {
        Path folder = new Path(root, name.folder());
        Lease lease = Lease.ofThisProcess(clock.instant());
        boolean ours = retried("begin a snapshot at " + folder, () -> {
            Path leaseFile = new Path(folder, LEASE);
            Path manifest = new Path(folder, MANIFEST);
            if (storage.exists(manifest)) {
                return false;
            }
            boolean leased = storage.createNew(leaseFile, json(lease))
                    // A try that seemed to fail may have written it.
                    || storage.read(leaseFile)
                            .flatMap(SnapshotDataset::leaseIn)
                            .map(written -> lease.run().equals(written.run()))
                            .orElse(false);
            if (leased && storage.exists(manifest)) {
                // Its run has published it and given up its lease since we looked.
                storage.delete(leaseFile);
                return false;
            }
            return leased;
        });
        return ours ? Optional.of(new SnapshotInProgress(this, storage, name, folder, lease, clock)) : Optional.empty();
    }

    /**
     * Removes what dead runs left: folders with the lease of a run that no longer lives, be it one that wrote or one
     * that deleted. What a living run is writing, whole snapshots and the one that {@code _latest} names stay.
     *
     * @param first what else a run left is removed before its folder, so that the next run finds it if this one dies
     * @return the names of the removed snapshots
     */
    public List<VersionName> removeLeftovers(Consumer<VersionName> first) {
        List<VersionName> removed = new ArrayList<>();
        for (FileStatus child : children()) {
            String file = child.getPath().getName();
            Optional<VersionName> name = VersionName.ofFolder(file);
            if (name.isEmpty() || stateOf(child) != State.LEFT_OVER) {
                continue;
            }
            // Asked when the run is known to be dead: a living one might still move the pointer.
            if (isLatest(name.get())) {
                // Its run died after the pointer and before the lease went.
                Path lease = new Path(child.getPath(), LEASE);
                retried("delete " + lease, () -> storage.delete(lease));
            } else {
                first.accept(name.get());
                delete(name.get());
                removed.add(name.get());
            }
        }
        return removed;
    }

    /**
     * Deletes the oldest whole snapshots.
     *
     * @param keep how many of the newest stay, at least 1; the one that {@code _latest} names always stays
     * @return the names of the deleted ones
     */
    public List<VersionName> prune(int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("keep must be at least 1, not " + keep);
        }
        List<VersionName> whole = new ArrayList<>(wholeSnapshots());
        whole.sort(Comparator.reverseOrder());
        // Asked when these are known to be whole: the pointer can then move to none of them any more.
        Optional<String> latest = latest().map(SnapshotManifest::snapshot);
        List<VersionName> old = whole.stream()
                .skip(keep)
                .filter(name -> !latest.equals(Optional.of(name.folder())))
                .toList();
        old.forEach(this::delete);
        return old;
    }

    boolean isLatest(VersionName name) {
        return latest().map(latest -> latest.snapshot().equals(name.folder())).orElse(false);
    }

    /** The oldest snapshot, be it whole or still being written, or empty where there is none. */
    public Optional<VersionName> oldest() {
        return children().stream()
                .flatMap(child -> VersionName.ofFolder(child.getPath().getName()).stream())
                .min(Comparator.naturalOrder());
    }

    /** The whole snapshots that nobody is writing any more, in no order. */
    List<VersionName> wholeSnapshots() {
        return children().stream()
                .filter(child ->
                        VersionName.ofFolder(child.getPath().getName()).isPresent())
                .filter(child -> stateOf(child) == State.WHOLE)
                .map(child -> VersionName.ofFolder(child.getPath().getName()).orElseThrow())
                .toList();
    }

    /** Moves the pointer to a whole snapshot, unless it names a newer one already. */
    void point(VersionName name, SnapshotManifest manifest) {
        Optional<VersionName> current = latest().flatMap(latest -> VersionName.ofFolder(latest.snapshot()));
        if (current.isEmpty() || current.get().compareTo(name) <= 0) {
            replacePointer(name, manifest);
        }
    }

    /**
     * Undoes what a run did that looked at the pointer before a newer one moved it, and moved it afterwards: no storage
     * replaces a file only if nobody else did. Every run calls this when its lease is gone, so whichever of two was the
     * last to move the pointer finds the newer snapshot.
     */
    void pointToNewest() {
        Optional<VersionName> newest = wholeSnapshots().stream().max(Comparator.naturalOrder());
        while (newest.isPresent() && isBehind(newest.get())) {
            Path manifest = new Path(new Path(root, newest.get().folder()), MANIFEST);
            Optional<byte[]> content = retried("read " + manifest, () -> storage.read(manifest));
            if (content.isPresent()) {
                replacePointer(newest.get(), parsed(manifest, content.get()));
            }
            newest = wholeSnapshots().stream().max(Comparator.naturalOrder());
        }
    }

    private boolean isBehind(VersionName name) {
        return latest().flatMap(latest -> VersionName.ofFolder(latest.snapshot()))
                .map(current -> current.compareTo(name) < 0)
                .orElse(false);
    }

    /** By way of the snapshot's own folder, so that what a dead run left of it goes with the folder. */
    private void replacePointer(VersionName name, SnapshotManifest manifest) {
        Path pointer = new Path(root, POINTER);
        retried("write " + pointer, () -> storage.replace(pointer, json(manifest), new Path(root, name.folder())));
    }

    /** Deletes a snapshot under a lease of this run, so that a deletion that dies half way is known as one. */
    void delete(VersionName name) {
        Path folder = new Path(root, name.folder());
        Path lease = new Path(folder, LEASE);
        retried("delete " + folder, () -> {
            storage.replace(lease, json(Lease.ofThisProcess(clock.instant())));
            storage.delete(new Path(folder, MANIFEST));
            storage.deleteFolder(folder, LEASE);
        });
    }

    Optional<Lease> lease(Path folder) {
        Path file = new Path(folder, LEASE);
        return retried("read " + file, () -> storage.read(file)).flatMap(SnapshotDataset::leaseIn);
    }

    static byte[] json(Object value) {
        return Json.write(value).getBytes(UTF_8);
    }

    private List<FileStatus> children() {
        return retried("list " + root, () -> storage.children(root));
    }

    /** Asks for two files instead of listing the folder, which has one of each partition. */
    private State stateOf(FileStatus folder) {
        Optional<FileStatus> leaseFile = status(new Path(folder.getPath(), LEASE));
        if (leaseFile.isPresent()) {
            boolean alive = lease(folder.getPath())
                    .map(lease -> lease.isAlive(clock.instant()))
                    .orElseGet(() -> isYoung(leaseFile.get()));
            return alive ? State.IN_USE : State.LEFT_OVER;
        }
        if (status(new Path(folder.getPath(), MANIFEST)).isPresent()) {
            return State.WHOLE;
        }
        // On a disk a new folder is there a moment before its lease; an object store has no folders without a file.
        return !storage.isObjectStore() && isYoung(folder) ? State.IN_USE : State.LEFT_OVER;
    }

    private Optional<FileStatus> status(Path file) {
        return retried("look for " + file, () -> storage.status(file));
    }

    private boolean isYoung(FileStatus file) {
        return clock.millis() - file.getModificationTime() < Lease.EXPIRY.toMillis();
    }

    /** Empty also where a run has not finished writing its lease. */
    private static Optional<Lease> leaseIn(byte[] content) {
        try {
            return Optional.of(Json.read(text(content), Lease.class));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static SnapshotManifest parsed(Path pointer, byte[] content) {
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

    /** Of a snapshot's folder. */
    private enum State {
        WHOLE,
        IN_USE,
        LEFT_OVER
    }
}
