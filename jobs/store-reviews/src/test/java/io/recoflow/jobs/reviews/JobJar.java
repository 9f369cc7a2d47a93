package io.recoflow.jobs.reviews;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import java.nio.file.Path;
import java.util.List;

/** The jar, as users submit it. */
final class JobJar {

    private JobJar() {}

    static SubmittedJob start(List<String> arguments) {
        return SparkSubmit.of(ProjectHome.directory())
                .sparkOption("--master", "local[4]", "--driver-memory", "2g")
                .environment("AWS_ACCESS_KEY_ID", "local")
                .environment("AWS_SECRET_ACCESS_KEY", "local")
                .environment("CBOR_ENABLED", "false")
                .jar(file())
                .arguments(arguments.toArray(String[]::new))
                .start();
    }

    static Path file() {
        return ProjectHome.directory().resolve("jobs/store-reviews/target/store-reviews.jar");
    }
}
