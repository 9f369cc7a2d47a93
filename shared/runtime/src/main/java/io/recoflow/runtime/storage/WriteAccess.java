package io.recoflow.runtime.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsDirectoryException;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Finds out whether something can be written before there is anything to write. */
public final class WriteAccess {

    private static final byte[] SOMETHING = {'\n'};

    private WriteAccess() {}

    /**
     * Writes a small file into a folder and deletes it, with the folders that had to be made for it. Readers pass it
     * over: its name begins with an underscore.
     *
     * @throws IOException where one of both fails
     */
    public static void requireTo(FileStorage storage, Path folder) throws IOException {
        FileSystem fileSystem = storage.fileSystem();
        List<Path> made = new ArrayList<>();
        for (Path each = folder; each != null && !storage.isObjectStore(); each = each.getParent()) {
            if (fileSystem.exists(each)) {
                break;
            }
            made.add(each);
        }
        Path file = new Path(folder, "_write-check." + UUID.randomUUID() + ".tmp");
        try {
            storage.write(file, SOMETHING);
            storage.delete(file);
        } finally {
            // Where another run has begun to write meanwhile, they stay.
            made.forEach(storage::deleteIfEmpty);
        }
    }

    /**
     * The same of a file that is to be written. One that is there stays as it is, and only its rights are looked at, on a
     * local disk; elsewhere who may write a file may replace it.
     *
     * @throws IOException where it cannot be written
     */
    public static void requireToFile(FileStorage storage, Path file) throws IOException {
        try {
            FileStatus present = storage.fileSystem().getFileStatus(file);
            if (present.isDirectory()) {
                throw new PathIsDirectoryException(file.toString());
            }
            if (storage.fileSystem() instanceof RawLocalFileSystem local
                    && !Files.isWritable(local.pathToFile(file).toPath())) {
                throw new AccessDeniedException(file.toString());
            }
        } catch (FileNotFoundException absent) {
            requireTo(storage, file.getParent());
        }
    }
}
