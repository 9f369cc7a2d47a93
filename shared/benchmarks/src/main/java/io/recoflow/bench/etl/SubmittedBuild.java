package io.recoflow.bench.etl;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.submit.SparkSubmit;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A build of the job, submitted as its page says.
 *
 * @param name of the contestant
 * @param lake the folder of the lakes, one a round
 * @param arguments more of them
 */
record SubmittedBuild(String name, Path jar, BenchShop shop, Path lake, String... arguments) implements TimedPart {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    static Path ofThisTree() {
        return ProjectHome.directory().resolve("jobs/training-etl/target/training-etl.jar");
    }

    @Override
    public void run(String round) {
        SparkSubmit.Result result = SparkSubmit.of(ProjectHome.directory())
                .sparkOption("--driver-memory", "2g")
                .environment("RECOFLOW_SOURCE_PASSWORD", shop.server().password())
                .jar(jar)
                .arguments("--source-url", shop.server().jdbcUrl(BenchShop.DATABASE))
                .arguments("--source-user", shop.server().user())
                .arguments("--lake", lake.resolve(round).toUri().toString())
                .arguments(arguments)
                .run(LIMIT);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(name + " ended with exit code " + result.exitCode() + ": " + result.err());
        }
        System.err.println(result.out()
                .lines()
                .dropWhile(line -> !line.startsWith("phase"))
                .toList());
    }
}
