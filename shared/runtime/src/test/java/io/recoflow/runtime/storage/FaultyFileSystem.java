package io.recoflow.runtime.storage;

import io.recoflow.runtime.storage.Faults.Operation;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/**
 * A local folder as a file system that fails on demand. With the scheme {@link #DISK} a file grows while it is written,
 * with the others it appears, or takes the place of the old one, when it is closed.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {

    public static final String DISK = "faulty";

    /** One that is known for an object store. An upload can be given up. */
    public static final String OBJECT_STORE = "gs";

    /** One that is known for an object store. Whatever an upload has when it is closed becomes the file. */
    public static final String OBJECT_STORE_WITHOUT_ABORT = "wasb";

    private static volatile Faults faults = Faults.none();
    private static volatile Runnable beforeNextListing = () -> {};

    /** Null while the constructor of the file system above asks for it. */
    private @Nullable URI uri;

    /** What fails from now on, in all instances. */
    public static void set(Faults next) {
        faults = next;
    }

    /** What happens once, just before a folder is listed the next time. */
    public static void beforeNextListing(Runnable action) {
        beforeNextListing = action;
    }

    public static void reset() {
        faults = Faults.none();
        beforeNextListing = () -> {};
    }

    public static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs." + DISK + ".impl", FaultyFileSystem.class.getName());
        configuration.set("fs." + OBJECT_STORE + ".impl", FaultyFileSystem.class.getName());
        configuration.set("fs." + OBJECT_STORE_WITHOUT_ABORT + ".impl", FaultyFileSystem.class.getName());
        return configuration;
    }

    /** A local folder, seen through this file system. */
    public static Path path(String scheme, java.nio.file.Path folder) {
        return new Path(scheme + "://" + folder.toAbsolutePath());
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        uri = URI.create(name.getScheme() + ":///");
        super.initialize(name, configuration);
    }

    @Override
    public URI getUri() {
        return uri == null ? super.getUri() : uri;
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        failFor(Operation.CREATE, file);
        if (isObjectStore()) {
            return appearing(file, overwrite, buffer, replication, block, progress);
        }
        return failing(file, super.create(file, overwrite, buffer, replication, block, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return create(file, overwrite, buffer, replication, block, progress);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        boolean renamed = super.rename(from, to);
        failFor(Operation.ANSWER, to);
        return renamed;
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        Runnable action = beforeNextListing;
        beforeNextListing = () -> {};
        action.run();
        FileStatus[] files = super.listStatus(folder);
        for (int i = 0; i < files.length; i++) {
            FileStatus file = files[i];
            // The local file system's own asks a file URI for its owner.
            files[i] = new FileStatus(
                    file.getLen(),
                    file.isDirectory(),
                    1,
                    file.getBlockSize(),
                    file.getModificationTime(),
                    file.getPath());
        }
        return files;
    }

    private boolean isObjectStore() {
        return Set.of(OBJECT_STORE, OBJECT_STORE_WITHOUT_ABORT).contains(getUri().getScheme());
    }

    private FSDataOutputStream appearing(
            Path file, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                try (OutputStream whole =
                        FaultyFileSystem.super.create(file, overwrite, buffer, replication, block, progress)) {
                    whole.write(toByteArray());
                }
            }
        };
        return failing(file, new FSDataOutputStream(content, null));
    }

    private FSDataOutputStream failing(Path file, OutputStream target) throws IOException {
        return new FSDataOutputStream(new FailingStream(file, target), null);
    }

    private static void failFor(Operation operation, Path file) throws IOException {
        if (faults.hits(operation, nameOf(file))) {
            throw faults.exception(operation, nameOf(file));
        }
    }

    /** With its folder: the files of all partitions have the same names. */
    private static String nameOf(Path file) {
        return file.getParent().getName() + Path.SEPARATOR + file.getName();
    }

    private final class FailingStream extends FilterOutputStream implements Abortable, StreamCapabilities {

        private final Path file;
        private boolean broken;
        private boolean aborted;

        FailingStream(Path file, OutputStream target) {
            super(target);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0 && faults.hits(Operation.WRITE, nameOf(file))) {
                broken = true;
                out.write(bytes, offset, length / 2);
                throw faults.exception(Operation.WRITE, nameOf(file));
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (aborted) {
                return;
            }
            boolean fails = faults.hits(Operation.CLOSE, nameOf(file)) || broken;
            if (fails && isObjectStore()) {
                // The upload is refused, and what was there before stays.
                throw faults.exception(Operation.CLOSE, nameOf(file));
            }
            super.close();
            if (fails) {
                throw faults.exception(Operation.CLOSE, nameOf(file));
            }
            failFor(Operation.ANSWER, file);
        }

        @Override
        public boolean hasCapability(String capability) {
            return capability.equals(ABORTABLE_STREAM) && OBJECT_STORE.equals(getUri().getScheme());
        }

        @Override
        public AbortableResult abort() {
            aborted = true;
            return new AbortableResult() {
                @Override
                public boolean alreadyClosed() {
                    return false;
                }

                @Override
                public @Nullable IOException anyCleanupException() {
                    return null;
                }
            };
        }
    }
}
