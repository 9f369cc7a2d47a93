package io.recoflow.bench.recommend;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The job as its page says to submit it, with its archive and its defaults. */
final class JobAnswerer implements Answerer {

    static final String CHECKPOINTS = "checkpoints";
    static final String LAKE = "lake";

    private static final String ARTIFACTS = "artifacts";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final String latency;
    private final String name;
    private final Path jar;

    private JobAnswerer(String latency, String name, Path jar) {
        this.latency = latency;
        this.name = name;
        this.jar = jar;
    }

    static JobAnswerer microBatch() {
        return ofThisTree("micro-batch");
    }

    static JobAnswerer realTime() {
        return ofThisTree("real-time");
    }

    /** Another build of the job, in the same mode. */
    JobAnswerer peer(Path otherJar) {
        return new JobAnswerer(latency, "peer " + latency, otherJar);
    }

    private static JobAnswerer ofThisTree(String latency) {
        return new JobAnswerer(
                latency, latency, ProjectHome.directory().resolve("jobs/stream-recommend/target/stream-recommend.jar"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Running start(ShopStreams streams, Path folder) throws IOException {
        ServedShop.write(ServedShop.shop(), folder.resolve(LAKE), folder.resolve(ARTIFACTS));
        SubmittedJob job = SparkSubmit.of(ProjectHome.directory())
                .sparkOption("--master", "local[6]", "--driver-memory", "2g")
                .sparkOption("--driver-java-options", "-XX:G1HeapRegionSize=8m")
                .environment("AWS_ACCESS_KEY_ID", ShopStreams.CREDENTIAL)
                .environment("AWS_SECRET_ACCESS_KEY", ShopStreams.CREDENTIAL)
                .environment("CBOR_ENABLED", "false")
                .jar(jar)
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
        return new Submitted(job);
    }

    private static String uri(Path folder, String name) {
        return folder.resolve(name).toUri().toString();
    }

    private record Submitted(SubmittedJob job) implements Running {

        @Override
        public void check() {
            job.require("it was asked to", job::isAlive, Duration.ZERO);
        }

        @Override
        public Optional<ProcessHandle> process() {
            return ProcessHandle.of(job.pid());
        }

        @Override
        public void close() {
            job.terminate();
            job.await(() -> false, STOP_LIMIT);
            job.close();
        }
    }
}
