package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system of a driver that stops at one exact point: just before the n-th create, rename or delete of a
 * path of a certain form. It then tells {@link PausePoint} and waits, and with it everything else that would change the
 * disk. Made to be loaded in the driver, from a class path with nothing else of the tests.
 */
public final class PausingFileSystem extends RawLocalFileSystem {

    static final String OPERATION = "fs.pause.operation";
    static final String PATH = "fs.pause.path";
    static final String OCCURRENCE = "fs.pause.occurrence";
    static final String PORT = "fs.pause.port";

    private static int met;

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        pauseBefore("create", file);
        return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public boolean rename(Path source, Path destination) throws IOException {
        pauseBefore("rename", destination);
        return super.rename(source, destination);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        pauseBefore("delete", path);
        return super.delete(path, recursive);
    }

    private void pauseBefore(String operation, Path path) throws IOException {
        Configuration settings = getConf();
        synchronized (PausingFileSystem.class) {
            if (operation.equals(settings.get(OPERATION))
                    && path.toUri().getPath().matches(settings.get(PATH))
                    && ++met == settings.getInt(OCCURRENCE, 1)) {
                try (Socket test = new Socket(InetAddress.getLoopbackAddress(), settings.getInt(PORT, 0))) {
                    test.getOutputStream().write((path.toUri().getPath() + "\n").getBytes(UTF_8));
                    // Until the test closes its end.
                    int unused = test.getInputStream().read();
                }
            }
        }
    }
}
