package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.submit.SparkSubmit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jar in a process of its own, as users submit it. */
final class SubmittedJob implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Output out;
    private final Output err;

    private SubmittedJob(Process process) {
        this.process = process;
        this.out = Output.of(process.getInputStream());
        this.err = Output.of(process.getErrorStream());
    }

    static SubmittedJob start(List<String> arguments, String... sparkOptions) {
        return new SubmittedJob(SparkSubmit.of(ProjectHome.directory())
                .sparkOption("--master", "local[4]", "--driver-memory", "2g")
                .sparkOption(sparkOptions)
                .environment("AWS_ACCESS_KEY_ID", "local")
                .environment("AWS_SECRET_ACCESS_KEY", "local")
                .environment("CBOR_ENABLED", "false")
                .jar(jar())
                .arguments(arguments.toArray(String[]::new))
                .start());
    }

    static Path jar() {
        return ProjectHome.directory().resolve("jobs/stream-recommend/target/stream-recommend.jar");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether one of its threads runs a method at this moment, as {@code jcmd} tells. */
    boolean runs(String method) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(process.pid()),
                            "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            String threads = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
            jcmd.waitFor();
            return threads.contains(method);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill -TERM}. */
    void terminate() {
        // Unlike the process itself, its handle leaves the pipes open.
        process.toHandle().destroy();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The job did not end:\n" + err());
        }
        return process.exitValue();
    }

    String out() {
        return out.text();
    }

    String err() {
        return err.text();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** What a process writes, read as it comes: a full pipe would hold the process up. */
    private record Output(ByteArrayOutputStream bytes) {

        static Output of(InputStream from) {
            Output output = new Output(new ByteArrayOutputStream());
            Thread reader = new Thread(() -> output.read(from), "job-output");
            reader.setDaemon(true);
            reader.start();
            return output;
        }

        String text() {
            return bytes.toString(UTF_8);
        }

        private void read(InputStream from) {
            try {
                from.transferTo(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
