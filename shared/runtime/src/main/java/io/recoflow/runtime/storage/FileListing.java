package io.recoflow.runtime.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** How all files below a folder are found, in the cheapest way that its file system has. */
interface FileListing {

    /** None where the folder does not exist. */
    List<StoredFile> filesBelow(Path folder) throws IOException;

    static FileListing on(FileSystem fileSystem, boolean objectStore) {
        if (objectStore) {
            return folder -> ofObjectStore(fileSystem, folder);
        }
        return FileCreation.isPlainLocalDisk(fileSystem)
                ? FileListing::ofLocalDisk
                : folder -> {
                    List<StoredFile> files = new ArrayList<>();
                    addBelow(fileSystem, folder, "", files);
                    return files;
                };
    }

    /** One flat listing, a thousand files a request. */
    private static List<StoredFile> ofObjectStore(FileSystem fileSystem, Path folder) throws IOException {
        int base = fileSystem.makeQualified(folder).toUri().getPath().length() + 1;
        List<StoredFile> files = new ArrayList<>();
        try {
            for (RemoteIterator<LocatedFileStatus> each = fileSystem.listFiles(folder, true); each.hasNext(); ) {
                FileStatus file = each.next();
                files.add(new StoredFile(file.getPath().toUri().getPath().substring(base), file.getLen()));
            }
        } catch (FileNotFoundException absent) {
            return List.of();
        }
        return files;
    }

    /** Past Hadoop, which asks for each name alone, and makes a URI of it. */
    private static List<StoredFile> ofLocalDisk(Path folder) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        try {
            java.nio.file.Path root =
                    java.nio.file.Path.of(folder.toUri().getPath()).toRealPath();
            int base = root.toString().length() + 1;
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes attributes) {
                    files.add(new StoredFile(file.toString().substring(base), attributes.size()));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException absent) {
            if (!Files.exists(java.nio.file.Path.of(folder.toUri().getPath()))) {
                return List.of();
            }
            throw absent;
        }
        return files;
    }

    /** A recursive listing of Hadoop's local file system would start an ls process a file, to learn who owns it. */
    private static void addBelow(FileSystem fileSystem, Path folder, String prefix, List<StoredFile> files)
            throws IOException {
        FileStatus[] children;
        try {
            children = fileSystem.listStatus(folder);
        } catch (FileNotFoundException absent) {
            return;
        }
        for (FileStatus child : children) {
            String path = prefix + child.getPath().getName();
            if (child.isDirectory()) {
                addBelow(fileSystem, child.getPath(), path + Path.SEPARATOR, files);
            } else {
                files.add(new StoredFile(path, child.getLen()));
            }
        }
    }
}
