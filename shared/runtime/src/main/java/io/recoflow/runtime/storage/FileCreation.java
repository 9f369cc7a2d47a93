package io.recoflow.runtime.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** How a file comes into being, in the cheapest way that its file system has. Folders above it are made. */
interface FileCreation {

    /** @param overwrite false to fail with {@link FileAlreadyExistsException}, atomically, where the file exists */
    OutputStream create(Path file, boolean overwrite) throws IOException;

    static FileCreation on(FileSystem fileSystem, boolean objectStore) {
        if (objectStore) {
            return (file, overwrite) -> onObjectStore(fileSystem, file, overwrite);
        }
        if (isPlainLocalDisk(fileSystem)) {
            return FileCreation::onLocalDisk;
        }
        if (fileSystem instanceof RawLocalFileSystem local) {
            return (file, overwrite) -> onHadoopsLocalDisk(local, file, overwrite);
        }
        return fileSystem::create;
    }

    /** Whether Hadoop's class does nothing but what the disk does. */
    static boolean isPlainLocalDisk(FileSystem fileSystem) {
        Class<?> type = fileSystem.getClass();
        return type == RawLocalFileSystem.class || type == LocalFileSystem.class;
    }

    /**
     * Past Hadoop, whose local file system starts a chmod process for each file and folder where its native library is
     * not installed: milliseconds a file.
     */
    private static OutputStream onLocalDisk(Path file, boolean overwrite) throws IOException {
        java.nio.file.Path path = java.nio.file.Path.of(file.toUri().getPath());
        StandardOpenOption[] options = overwrite
                ? new StandardOpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new StandardOpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            return Files.newOutputStream(path, options);
        } catch (NoSuchFileException noFolder) {
            Files.createDirectories(path.getParent());
            return Files.newOutputStream(path, options);
        } catch (java.nio.file.FileAlreadyExistsException taken) {
            throw new FileAlreadyExistsException(taken.getMessage());
        }
    }

    /** Of a local file system with changes of its own, which looks for a file and then creates it: not exclusive. */
    private static OutputStream onHadoopsLocalDisk(RawLocalFileSystem fileSystem, Path file, boolean overwrite)
            throws IOException {
        if (!overwrite) {
            fileSystem.mkdirs(file.getParent());
            if (!fileSystem.pathToFile(file).createNewFile()) {
                throw new FileAlreadyExistsException(file.toString());
            }
        }
        try {
            return fileSystem.create(file, true);
        } catch (IOException failure) {
            if (!overwrite) {
                fileSystem.delete(file, false);
            }
            throw failure;
        }
    }

    private static OutputStream onObjectStore(FileSystem fileSystem, Path file, boolean overwrite) throws IOException {
        FSDataOutputStreamBuilder<?, ?> builder = fileSystem.createFile(file);
        builder.overwrite(overwrite);
        builder.recursive();
        // A name is never a folder here: spare S3A the requests that would ask. Not overwriting is a conditional PUT.
        builder.opt(
                overwrite
                        ? "fs.s3a.create.performance"
                        : Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE,
                true);
        return builder.build();
    }
}
