package io.recoflow.bench.recommend;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.process.AtExit;
import io.recoflow.local.process.LogFile;
import io.recoflow.local.submit.SparkSubmit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The job as its page says to submit it, with its archive and its defaults. */
final class JobAnswerer implements Answerer {

    static final String CHECKPOINTS = "checkpoints";
    static final String LAKE = "lake";

    private static final String ARTIFACTS = "artifacts";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final String latency;

    private JobAnswerer(String latency) {
        this.latency = latency;
    }

    static JobAnswerer microBatch() {
        return new JobAnswerer("micro-batch");
    }

    static JobAnswerer realTime() {
        return new JobAnswerer("real-time");
    }

    @Override
    public String name() {
        return latency;
    }

    @Override
    public Running start(ShopStreams streams, Path folder) throws IOException {
        ServedShop.write(ServedShop.shop(), folder.resolve(LAKE), folder.resolve(ARTIFACTS));
        Process process = SparkSubmit.of(ProjectHome.directory())
                .sparkOption("--master", "local[6]", "--driver-memory", "2g")
                .sparkOption("--driver-java-options", "-XX:G1HeapRegionSize=8m")
                .environment("AWS_ACCESS_KEY_ID", ShopStreams.CREDENTIAL)
                .environment("AWS_SECRET_ACCESS_KEY", ShopStreams.CREDENTIAL)
                .environment("CBOR_ENABLED", "false")
                .jar(ProjectHome.directory().resolve("jobs/stream-recommend/target/stream-recommend.jar"))
                .arguments("--activity-stream", ShopStreams.ACTIVITY)
                .arguments("--recommendations-stream", ShopStreams.RECOMMENDATIONS)
                .arguments("--artifacts", uri(folder, ARTIFACTS))
                .arguments("--lake", uri(folder, LAKE))
                .arguments("--checkpoints", uri(folder, CHECKPOINTS))
                .arguments("--latency", latency)
                // Kinesalite answers late where LATEST is asked for.
                .arguments("--starting-position", "TRIM_HORIZON")
                // Two shards of kinesalite take what AWS would want more of; the archive has to keep up with it.
                .arguments("--archive-share", "16m")
                .arguments("--region", ShopStreams.REGION.id())
                .arguments("--aws-endpoint", streams.endpoint().toString())
                .start();
        return RunningJob.of(process, folder.resolve("job.log"));
    }

    private static String uri(Path folder, String name) {
        return folder.resolve(name).toUri().toString();
    }

    private record RunningJob(Process job, Path log, AtExit killAtExit) implements Running {

        static RunningJob of(Process job, Path log) throws IOException {
            AtExit killAtExit = AtExit.run("end-of-stream-recommend", job::destroyForcibly);
            OutputStream stream = Files.newOutputStream(log);
            copy(job.getInputStream(), stream, "job-stdout");
            copy(job.getErrorStream(), stream, "job-stderr");
            return new RunningJob(job, log, killAtExit);
        }

        @Override
        public void check() {
            if (!job.isAlive()) {
                throw new IllegalStateException("The job ended with exit code " + job.exitValue()
                        + ". What it wrote ends with:\n" + LogFile.end(log));
            }
        }

        @Override
        public Optional<ProcessHandle> process() {
            return Optional.of(job.toHandle());
        }

        @Override
        public void close() throws InterruptedException {
            // Not the process itself, which would close the pipes that the job still writes to.
            boolean unused = job.toHandle().destroy();
            if (!job.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                job.destroyForcibly().waitFor();
            }
            killAtExit.cancel();
        }

        /** A pipe that nobody reads holds a job up. */
        private static void copy(InputStream from, OutputStream to, String name) {
            Thread thread = new Thread(
                    () -> {
                        try (from) {
                            from.transferTo(to);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    name);
            thread.setDaemon(true);
            thread.start();
        }
    }
}
