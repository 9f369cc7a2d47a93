package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A point at which a job on this machine stops and waits, for the test to kill it or to change the world around it. */
final class PausePoint implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int POLL_MILLIS = 200;

    private final ServerSocket server;
    private final String operation;
    private final String path;
    private final int occurrence;
    private @Nullable Socket paused;

    private PausePoint(ServerSocket server, String operation, String path, int occurrence) {
        this.server = server;
        this.operation = operation;
        this.path = path;
        this.occurrence = occurrence;
    }

    /**
     * @param operation create, rename or delete
     * @param path a regular expression of the whole path
     * @param occurrence 1 for the first such operation, 2 for the second, …
     */
    static PausePoint before(String operation, String path, int occurrence) {
        try {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            server.setSoTimeout(POLL_MILLIS);
            return new PausePoint(server, operation, path, occurrence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The job with this point in it.
     *
     * @param directory an empty one, for the class path
     */
    SparkSubmit in(SparkSubmit job, Path directory) {
        copyFileSystemTo(directory);
        return job.sparkOption("--driver-class-path", directory.toString())
                .sparkOption("--conf", "spark.hadoop.fs.file.impl=" + PausingFileSystem.class.getName())
                .sparkOption("--conf", "spark.hadoop." + PausingFileSystem.OPERATION + "=" + operation)
                .sparkOption("--conf", "spark.hadoop." + PausingFileSystem.PATH + "=" + path)
                .sparkOption("--conf", "spark.hadoop." + PausingFileSystem.OCCURRENCE + "=" + occurrence)
                .sparkOption("--conf", "spark.hadoop." + PausingFileSystem.PORT + "=" + server.getLocalPort());
    }

    /**
     * Waits until the job stands there.
     *
     * @return the path before whose change it waits
     * @throws IllegalStateException with what it wrote, where the job ends without having been there
     */
    Path awaitReachedBy(SubmittedJob job) {
        job.require("it came to " + operation + " " + path, this::isReached, LIMIT);
        try {
            InputStream where = Objects.requireNonNull(paused).getInputStream();
            return Path.of(new BufferedReader(new InputStreamReader(where, UTF_8)).readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReached() {
        try {
            paused = server.accept();
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the job go on; it does not stop here again. */
    void resume() {
        try {
            Objects.requireNonNull(paused).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (paused != null) {
                paused.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyFileSystemTo(Path directory) {
        String resource = PausingFileSystem.class.getName().replace('.', '/') + ".class";
        Path target = directory.resolve(resource);
        try (InputStream content =
                Objects.requireNonNull(PausingFileSystem.class.getClassLoader().getResourceAsStream(resource))) {
            Files.createDirectories(target.getParent());
            Files.copy(content, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
