package io.recoflow.runtime.version;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.storage.StorageFailures;
import io.recoflow.runtime.storage.WriteAccess;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A row of immutable versions and a pointer to the newest:
 *
 * <pre>
 * &lt;root&gt;/&lt;prefix&gt;20261120T080000Z/…    files, and the manifest when the version is whole
 * &lt;root&gt;/_latest                      names the newest version
 * </pre>
 *
 * A version is visible once {@code _latest} names it, which is replaced in one write; no reader sees half of one. Any
 * number of runs may write at once: each has a folder of its own under a lease, and the pointer only moves forward, to a
 * version that was begun later.
 *
 * <p>The order is that of the names, and only a folder that is named by the second is a version here. Any other folder
 * is somebody's own: it is never deleted, and where the pointer names one, whoever publishes next takes its place, since
 * nothing tells which is newer. A folder named by the second that has a manifest and no lease counts as published,
 * whoever brought it, unless its run has marked it as kept only: the pointer then never moves to it by itself.
 *
 * <p>A copy of the pointer may stand elsewhere for readers that do not see it. It follows right behind; a run that dies
 * between the two leaves it at the version before, until the next one publishes. {@code _latest} is what counts.
 *
 * <p>A version that is named by a time that is yet to come, from a machine whose clock was wrong, would stay the newest
 * for all that time. While there is one, nothing is begun, the pointer does not move, and nothing is pruned.
 */
public final class VersionedFolder {

    private static final String POINTER = "_latest";

    /** In a whole version that its run kept and did not publish. */
    private static final String UNPUBLISHED = "_unpublished";

    private final FileStorage storage;
    private final Path root;
    private final VersionFormat format;
    private final Clock clock;

    /** @param root the folder of all versions; need not exist yet */
    public VersionedFolder(FileStorage storage, Path root, VersionFormat format, Clock clock) {
        this.storage = storage;
        this.root = root;
        this.format = format;
        this.clock = clock;
    }

    public Path root() {
        return root;
    }

    /** The file that names the newest version. */
    public Path pointer() {
        return new Path(root, POINTER);
    }

    /** What the pointer says, or empty before the first version. */
    public Optional<byte[]> readPointer() {
        return retried("read " + pointer(), () -> storage.read(pointer()));
    }

    /**
     * The name of the folder that the pointer names, or empty before the first version.
     *
     * @throws JobException where the pointer is unreadable; nothing is published or deleted then
     */
    public Optional<String> latest() {
        return readPointer().map(content -> format.folderNamedBy(pointer(), content));
    }

    /**
     * Tries whether a version could be begun, by a small file that is written and removed.
     *
     * @throws JobException with exit code 6 where it could not be written, or not become the latest
     */
    public void requireWritable() {
        requireNoneAhead();
        retried("write to " + root, () -> WriteAccess.requireTo(storage, root));
    }

    /**
     * Begins a version, named after the present second or the next one that is free.
     *
     * @throws JobException with exit code 6 where it could not become the latest: the pointer is unreadable, or a version
     *     is named by a time that is yet to come
     */
    public VersionInProgress begin() {
        requireNoneAhead();
        VersionName name = new VersionName(clock.instant());
        while (true) {
            Optional<VersionInProgress> version = begin(name);
            if (version.isPresent()) {
                return version.get();
            }
            name = name.next();
        }
    }

    /** Begins a version of a given name, or is empty where that is taken. */
    Optional<VersionInProgress> begin(VersionName name) {
        Path folder = folder(name);
        Path leaseFile = leaseFile(folder);
        Path manifest = manifestFile(folder);
        Lease lease = Lease.ofThisProcess(clock.instant());
        boolean ours;
        try {
            ours = retried("begin " + folder, () -> {
                if (storage.exists(manifest)) {
                    return false;
                }
                boolean leased = storage.createNew(leaseFile, lease.json())
                        // A try that seemed to fail may have written it.
                        || storage.read(leaseFile)
                                .flatMap(Lease::in)
                                .map(lease::isOfRun)
                                .orElse(false);
                if (leased && storage.exists(manifest)) {
                    // Its run has published it and given up its lease since we looked.
                    storage.delete(leaseFile);
                    return false;
                }
                return leased;
            });
        } catch (JobException failed) {
            // A disk has the folder before it takes the lease.
            storage.deleteIfEmpty(folder);
            throw failed;
        }
        return ours ? Optional.of(new VersionInProgress(this, storage, name, lease, clock)) : Optional.empty();
    }

    /**
     * Removes what dead runs left: folders with the lease of a run that no longer lives, be it one that wrote or one
     * that deleted. What a living run is writing, whole versions and the one that the pointer names stay.
     *
     * @param first what else a run left is removed before its folder, so that the next run finds it if this one dies
     * @return the names of the removed versions
     */
    public List<VersionName> removeLeftovers(Consumer<VersionName> first) {
        List<VersionName> removed = new ArrayList<>();
        for (FileStatus child : children()) {
            Optional<VersionName> name = nameOf(child.getPath().getName());
            if (name.isEmpty() || stateOf(child) != VersionState.LEFT_OVER) {
                continue;
            }
            // Asked when the run is known to be dead: a living one might still move the pointer.
            if (isLatest(name.get())) {
                finish(name.get());
            } else {
                first.accept(name.get());
                delete(name.get());
                removed.add(name.get());
            }
        }
        return removed;
    }

    /**
     * Deletes the oldest whole versions.
     *
     * @param keep how many of the newest stay, at least 1, and as many of those that were kept and not published; the one
     *     that the pointer names always stays
     * @return the names of the deleted ones
     * @throws JobException with exit code 6, before anything is deleted, where a version is named by a time to come
     */
    public List<VersionName> prune(int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("keep must be at least 1, not " + keep);
        }
        requireNoneAhead();
        Map<Boolean, List<VersionName>> whole = whole().stream()
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.partitioningBy(this::isUnpublished));
        // Asked when these are known to be whole: the pointer can then move to none of them any more.
        Optional<String> latest = latest();
        List<VersionName> old = whole.values().stream()
                .flatMap(kind -> kind.stream().skip(keep))
                .filter(name -> !latest.equals(Optional.of(folderName(name))))
                .toList();
        old.forEach(this::delete);
        return old;
    }

    /** The oldest version, be it whole or still being written, or empty where there is none. */
    public Optional<VersionName> oldest() {
        return names().min(Comparator.naturalOrder());
    }

    /** The whole versions that nobody is writing any more, in no order. */
    List<VersionName> whole() {
        List<VersionName> whole = new ArrayList<>();
        for (FileStatus child : children()) {
            nameOf(child.getPath().getName())
                    .filter(name -> stateOf(child) == VersionState.WHOLE)
                    .ifPresent(whole::add);
        }
        return whole;
    }

    private void requireNoneAhead() {
        Optional<JobException> problem = versionAhead();
        if (problem.isPresent()) {
            throw problem.get();
        }
    }

    /** The end of a run, where a version is named by a time that is yet to come; empty where all is well. */
    Optional<JobException> versionAhead() {
        Instant now = clock.instant();
        Optional<VersionName> named = latestVersion();
        return Stream.concat(named.stream(), names())
                .max(Comparator.naturalOrder())
                .filter(last -> VersionAhead.isOne(last, now))
                .map(last -> VersionAhead.problem(
                        root,
                        folderName(last) + (named.equals(Optional.of(last)) ? ", which " + POINTER + " names," : ""),
                        POINTER,
                        now));
    }

    boolean isLatest(VersionName name) {
        return latest().equals(Optional.of(folderName(name)));
    }

    /** Moves the pointer to a whole version, unless it names a newer one already. */
    void point(VersionName name, byte[] manifest) {
        Optional<VersionName> current = latestVersion();
        if (current.isEmpty() || current.get().compareTo(name) <= 0) {
            replacePointer(name, manifest);
        }
    }

    /**
     * Undoes what a run did that looked at the pointer before a newer one moved it, and moved it afterwards: no storage
     * replaces a file only if nobody else did. Every run calls this when its lease is gone, so whichever of two was the
     * last to move the pointer finds the newer version.
     */
    void pointToNewest() {
        Optional<VersionName> newest = newest();
        while (newest.isPresent() && isBehind(newest.get())) {
            Path manifest = manifestFile(folder(newest.get()));
            Optional<byte[]> content = retried("read " + manifest, () -> storage.read(manifest));
            if (content.isPresent()) {
                replacePointer(newest.get(), content.get());
                copyPointer(newest.get());
            }
            newest = newest();
        }
    }

    /** Brings the pointer's copy up to date, by way of a version's folder. */
    void copyPointer(VersionName name) {
        format.pointerCopy()
                .ifPresent(file -> new PointerCopy(storage, pointer(), new Path(root, file)).renew(folder(name)));
    }

    /** Deletes a version under a lease of this run, so that a deletion that dies half way is known as one. */
    void delete(VersionName name) {
        Path folder = folder(name);
        retried("delete " + folder, () -> {
            leaseForDeletion(folder);
            storage.delete(manifestFile(folder));
            storage.deleteFolder(folder, format.lease());
        });
    }

    /** Freeing space needs none: on a full disk the lease is an empty file, which counts by its age. */
    private void leaseForDeletion(Path folder) throws IOException {
        Path lease = leaseFile(folder);
        try {
            storage.replace(lease, Lease.ofThisProcess(clock.instant()).json());
        } catch (IOException failure) {
            if (!StorageFailures.isFull(failure)) {
                throw failure;
            }
            storage.delete(manifestFile(folder));
            storage.write(lease, new byte[0]);
        }
    }

    /** For a run that died after the pointer and before its lease went: what it was about to replace, and the rest. */
    private void finish(VersionName name) {
        Path folder = folder(name);
        retried("clean up in " + folder, () -> {
            for (FileStatus child : storage.children(folder)) {
                if (FileStorage.isUnfinishedReplacement(child.getPath())) {
                    storage.delete(child.getPath());
                }
            }
        });
        copyPointer(name);
        giveUpLease(name);
    }

    /** The last step of publishing. */
    void giveUpLease(VersionName name) {
        Path lease = leaseFile(folder(name));
        retried("delete " + lease, () -> storage.delete(lease));
    }

    /** Empty also where the lease is not to be read. */
    Optional<Lease> leaseIn(Path folder) {
        return Lease.read(storage, leaseFile(folder));
    }

    Path folder(VersionName name) {
        return new Path(root, folderName(name));
    }

    Path leaseFile(Path folder) {
        return new Path(folder, format.lease());
    }

    Path manifestFile(Path folder) {
        return new Path(folder, format.manifest());
    }

    private String folderName(VersionName name) {
        return format.folderPrefix() + name;
    }

    private Optional<VersionName> nameOf(String folder) {
        String prefix = format.folderPrefix();
        return folder.startsWith(prefix) ? VersionName.parse(folder.substring(prefix.length())) : Optional.empty();
    }

    private Optional<VersionName> latestVersion() {
        return latest().flatMap(this::nameOf);
    }

    /** Of those that were published. */
    private Optional<VersionName> newest() {
        return whole().stream()
                .sorted(Comparator.reverseOrder())
                .filter(name -> !isUnpublished(name))
                .findFirst();
    }

    /** Before the manifest, so that nobody sees a whole version without the mark. */
    void markUnpublished(VersionName name) {
        Path mark = new Path(folder(name), UNPUBLISHED);
        retried("write " + mark, () -> storage.write(mark, new byte[0]));
    }

    private boolean isUnpublished(VersionName name) {
        Path mark = new Path(folder(name), UNPUBLISHED);
        return retried("look for " + mark, () -> storage.exists(mark));
    }

    private boolean isBehind(VersionName name) {
        return latestVersion().map(current -> current.compareTo(name) < 0).orElse(false);
    }

    /** By way of the version's own folder, so that what a dead run left of it goes with the folder. */
    private void replacePointer(VersionName name, byte[] manifest) {
        Path folder = folder(name);
        byte[] content = format.pointer(folderName(name), manifestFile(folder), manifest);
        retried("write " + pointer(), () -> storage.replace(pointer(), content, folder));
    }

    private Stream<VersionName> names() {
        return children().stream().flatMap(child -> nameOf(child.getPath().getName()).stream());
    }

    private List<FileStatus> children() {
        return retried("list " + root, () -> storage.children(root));
    }

    private VersionState stateOf(FileStatus version) {
        return VersionState.of(version, storage, format, clock);
    }
}
