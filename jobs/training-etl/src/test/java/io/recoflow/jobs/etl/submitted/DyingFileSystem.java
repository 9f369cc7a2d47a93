package io.recoflow.jobs.etl.submitted;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The disk of a run in this virtual machine that dies at one exact point, just before an operation: from then on nothing
 * that it does reaches the disk, and what it had not written yet is lost, as after {@code kill -9}.
 */
public final class DyingFileSystem extends RawLocalFileSystem {

    /** Of the one run that is to die; Hadoop makes file systems by the name of their class. */
    private static final AtomicReference<Death> DEATH = new AtomicReference<>();

    /** What a dead run meets with; no exception, because those are tried again. */
    private static final class DeadError extends Error {
        private static final long serialVersionUID = 1;

        private DeadError() {
            super("The run is dead");
        }
    }

    private static final class Death {
        private final String operation;
        private final Pattern path;
        private final int occurrence;
        private final AtomicInteger met = new AtomicInteger();
        private volatile boolean dead;

        private Death(String operation, Pattern path, int occurrence) {
            this.operation = operation;
            this.path = path;
            this.occurrence = occurrence;
        }

        private synchronized void before(String each, Path file) {
            if (!dead
                    && each.equals(operation)
                    && path.matcher(file.toUri().getPath()).matches()
                    && met.incrementAndGet() == occurrence) {
                dead = true;
            }
            check();
        }

        private void check() {
            if (dead) {
                throw new DeadError();
            }
        }
    }

    /**
     * The next run on such a file system dies.
     *
     * @param operation create, rename or delete
     * @param path a regular expression of the whole path
     * @param occurrence 1 for the first such operation, 2 for the second, …
     */
    static void dieBefore(String operation, String path, int occurrence) {
        DEATH.set(new Death(operation, Pattern.compile(path), occurrence));
    }

    /** Whether the run came to the point. */
    static boolean isDead() {
        return death().dead;
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        death().before("create", file);
        FSDataOutputStream disk = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
        return new FSDataOutputStream(new MortalStream(disk, death()), null);
    }

    @Override
    public boolean rename(Path source, Path destination) throws IOException {
        death().before("rename", destination);
        return super.rename(source, destination);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        death().before("delete", path);
        return super.delete(path, recursive);
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        death().check();
        return super.mkdirs(path, permission);
    }

    private static Death death() {
        return Objects.requireNonNull(DEATH.get());
    }

    /** Ends with the run: what stands in buffers is never written. */
    private static final class MortalStream extends OutputStream {
        private final OutputStream disk;
        private final Death death;

        private MortalStream(OutputStream disk, Death death) {
            this.disk = disk;
            this.death = death;
        }

        @Override
        public void write(int value) throws IOException {
            death.check();
            disk.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            death.check();
            disk.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            death.check();
            disk.flush();
        }

        @Override
        public void close() throws IOException {
            death.check();
            disk.close();
        }
    }
}
