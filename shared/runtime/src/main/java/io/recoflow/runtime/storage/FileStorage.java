package io.recoflow.runtime.storage;

import io.recoflow.runtime.failure.Causes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The files of one Hadoop file system. A file is always written whole. On local disks there are no checksum side files.
 * Safe for concurrent callers.
 */
public final class FileStorage {

    /** Object stores show a file when its upload ends, so writing in place is atomic there, and a rename is a copy. */
    private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "s3n", "gs", "abfs", "abfss", "wasb", "wasbs");

    /**
     * S3A's, when another writer's upload ended first, before ours or between the two requests that a reader makes. By
     * name, because hadoop-aws is only there where it is needed.
     */
    private static final String REPLACED_MEANWHILE = "RemoteFileChangedException";

    private static final Pattern UNFINISHED = Pattern.compile(".+\\.[0-9a-f-]{36}\\.tmp");

    /** How often a file may be replaced while it is read. */
    private static final int READS = 20;

    private final FileSystem fileSystem;
    private final boolean objectStore;
    private final FileCreation creation;
    private final FileListing listing;

    private FileStorage(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
        this.objectStore = OBJECT_STORES.contains(fileSystem.getUri().getScheme());
        this.creation = FileCreation.on(fileSystem, objectStore);
        this.listing = FileListing.on(fileSystem, objectStore);
    }

    /**
     * @param path any path; its scheme and authority choose the file system
     * @throws IOException where no such file system exists or it cannot be reached
     */
    public static FileStorage of(Path path, Configuration configuration) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        return new FileStorage(fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem);
    }

    /**
     * A path as a person wrote it, with the scheme and authority of its file system.
     *
     * @throws UnsupportedFileSystemException where it is no path, or no such file system can be used here
     */
    public static Path qualified(String path, Configuration configuration) throws IOException {
        try {
            Path given = new Path(path);
            return given.getFileSystem(configuration).makeQualified(given);
        } catch (RuntimeException | UnsupportedFileSystemException unusable) {
            // So Hadoop answers to text that is no path, to a host where none may be and to a driver that is not there.
            List<Throwable> causes = Causes.of(unusable);
            Throwable reason = causes.get(causes.size() - 1);
            throw (IOException)
                    new UnsupportedFileSystemException(reason.getMessage() + remedy(path)).initCause(unusable);
        }
    }

    private static String remedy(String path) {
        if (path.matches("s3n?://.*")) {
            return "; write s3a:// for S3";
        }
        return path.matches("file://[^/].*")
                ? "; what follows two slashes is a host, and a local path has three: file:///"
                        + path.substring("file://".length())
                : "";
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    /** Whether a file costs a request of tens of milliseconds, so that many of them should be under way at once. */
    public boolean isObjectStore() {
        return objectStore;
    }

    /**
     * Writes a file in one go and creates the folders above it; an existing file is replaced. A file that could not be
     * finished is removed again as far as that is possible.
     */
    public void write(Path file, byte[] content, int length) throws IOException {
        write(file, stream -> stream.write(content, 0, length));
    }

    /**
     * Like {@link #write(Path, byte[], int)}, of content that is too large for memory; it is made once. Content that
     * fails leaves no file either; on an object store that can give up an upload, S3 for one, the old content stays.
     */
    public void write(Path file, FileContent content) throws IOException {
        try {
            OutputStream stream = creation.create(file, true);
            try {
                content.writeTo(stream);
            } catch (IOException | RuntimeException | Error failure) {
                giveUp(stream, file, failure);
                throw failure;
            }
            stream.close();
        } catch (IOException | FSError thrown) {
            IOException failure = asIoException(thrown);
            removeUnfinished(file, failure);
            throw failure;
        } catch (RuntimeException | Error failure) {
            removeUnfinished(file, failure);
            throw failure;
        }
    }

    /** Like {@link #write(Path, byte[], int)}, of the whole array. */
    public void write(Path file, byte[] content) throws IOException {
        write(file, content, content.length);
    }

    /**
     * Creates a file that must not exist yet: of several callers one succeeds, on local disks, HDFS and S3 (a
     * conditional PUT). A file that could not be finished is removed again as far as that is possible.
     *
     * @return false where it exists
     */
    public boolean createNew(Path file, byte[] content) throws IOException {
        if (fileSystem.exists(file)) {
            return false;
        }
        OutputStream created;
        try {
            created = creation.create(file, false);
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
        try (created) {
            created.write(content);
        } catch (FileAlreadyExistsException taken) {
            // An object store decides when the upload ends.
            return false;
        } catch (IOException | FSError thrown) {
            if (isReplacedMeanwhile(thrown)) {
                return false;
            }
            IOException failure = asIoException(thrown);
            removeUnfinished(file, failure);
            throw failure;
        }
        return true;
    }

    /**
     * Replaces a small file so that a reader sees the old or the new content, whole, at any moment. One that is missing
     * is made, with the folders above it.
     */
    public void replace(Path file, byte[] content) throws IOException {
        replace(file, content, file.getParent());
    }

    /**
     * Like {@link #replace(Path, byte[])}.
     *
     * @param workshop a folder of the same file system, in which the new content may stand under a name of its own until
     *     it takes the file's place; a process that dies meanwhile leaves it there
     */
    public void replace(Path file, byte[] content, Path workshop) throws IOException {
        if (objectStore) {
            write(file, content);
            return;
        }
        Path temporary = new Path(workshop, file.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(temporary, content);
            fileSystem.mkdirs(file.getParent());
            rename(temporary, file);
        } catch (IOException failure) {
            removeUnfinished(temporary, failure);
            throw failure;
        }
    }

    /** Whether a file stands in a workshop for a replacement that did not come to its end. */
    public static boolean isUnfinishedReplacement(Path file) {
        return UNFINISHED.matcher(file.getName()).matches();
    }

    /** The content of a file as it was at one moment, or empty where there is none. */
    public Optional<byte[]> read(Path file) throws IOException {
        for (int read = 1; ; read++) {
            try (FSDataInputStream stream = fileSystem.open(file)) {
                return Optional.of(stream.readAllBytes());
            } catch (FileNotFoundException absent) {
                return Optional.empty();
            } catch (IOException failure) {
                if (read == READS || !isReplacedMeanwhile(failure)) {
                    throw failure;
                }
            }
        }
    }

    /** The content of a file that is too large for memory, or empty where there is none. The caller closes it. */
    public Optional<InputStream> open(Path file) throws IOException {
        try {
            return Optional.of(fileSystem.open(file));
        } catch (FileNotFoundException absent) {
            return Optional.empty();
        }
    }

    public boolean exists(Path path) throws IOException {
        return fileSystem.exists(path);
    }

    /** The files and folders directly in a folder; none where it does not exist. */
    public List<FileStatus> children(Path folder) throws IOException {
        try {
            return List.of(fileSystem.listStatus(folder));
        } catch (FileNotFoundException absent) {
            return List.of();
        }
    }

    /** All files below a folder, in no order; none where it does not exist. */
    public List<StoredFile> filesBelow(Path folder) throws IOException {
        return listing.filesBelow(folder);
    }

    /** What the file system knows of a file, or empty where there is none. */
    public Optional<FileStatus> status(Path file) throws IOException {
        try {
            return Optional.of(fileSystem.getFileStatus(file));
        } catch (FileNotFoundException absent) {
            return Optional.empty();
        }
    }

    /**
     * Deletes a folder with all that is in it.
     *
     * @param last the file in it that goes last, on a disk; an object store deletes a thousand files a request, in the
     *     order of their names
     */
    public void deleteFolder(Path folder, String last) throws IOException {
        if (!objectStore) {
            for (FileStatus child : children(folder)) {
                if (!child.getPath().getName().equals(last)) {
                    delete(child.getPath());
                }
            }
        }
        delete(folder);
    }

    /** Deletes a folder that has nothing in it, as far as that is possible; leaves any other as it is. */
    public void deleteIfEmpty(Path folder) {
        try {
            if (!objectStore) {
                fileSystem.delete(folder, false);
            }
        } catch (IOException inUse) {
            // It has something in it, or is gone.
        }
    }

    /** Deletes a file, or a folder with all that is in it; does nothing where it does not exist. */
    public void delete(Path path) throws IOException {
        if (!fileSystem.delete(path, true) && fileSystem.exists(path)) {
            throw new IOException("Cannot delete " + path);
        }
    }

    private static boolean isReplacedMeanwhile(Throwable failure) {
        return failure.getClass().getSimpleName().equals(REPLACED_MEANWHILE);
    }

    private void rename(Path from, Path to) throws IOException {
        if (fileSystem instanceof RawLocalFileSystem) {
            // POSIX rename(2): replaces in one step.
            if (!fileSystem.rename(from, to)) {
                throw new IOException("Cannot rename " + from + " to " + to);
            }
            return;
        }
        FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf())
                .rename(from, to, Options.Rename.OVERWRITE);
    }

    /** Hadoop's local file system throws an error where a write fails, for example on a full disk. */
    private static IOException asIoException(Throwable failure) {
        return failure instanceof IOException exception
                ? exception
                : new IOException(
                        failure.getCause() == null
                                ? failure.getMessage()
                                : failure.getCause().getMessage(),
                        failure);
    }

    /** Ends a stream whose content is not whole. To close it would end the upload to an object store, as if it were. */
    private void giveUp(OutputStream stream, Path file, Throwable failure) {
        try {
            if (objectStore
                    && stream instanceof FSDataOutputStream upload
                    && upload.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
                IOException secondary = upload.abort().anyCleanupException();
                if (secondary != null) {
                    failure.addSuppressed(secondary);
                }
                return;
            }
            stream.close();
            if (objectStore) {
                fileSystem.delete(file, false);
            }
        } catch (IOException | FSError secondary) {
            failure.addSuppressed(secondary);
        }
    }

    private void removeUnfinished(Path file, Throwable failure) {
        if (objectStore) {
            // A failed upload shows nothing, so what is there is the old content.
            return;
        }
        try {
            fileSystem.delete(file, false);
        } catch (IOException secondary) {
            failure.addSuppressed(secondary);
        }
    }

    /** What a file shall hold. */
    @FunctionalInterface
    public interface FileContent {

        /** Writes all of it; does not close the stream. */
        void writeTo(OutputStream stream) throws IOException;
    }
}
