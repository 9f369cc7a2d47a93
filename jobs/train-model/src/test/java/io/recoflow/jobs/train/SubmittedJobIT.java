package io.recoflow.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.check.BundleCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users submit it. */
class SubmittedJobIT {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Path folder;

    SubmittedJobIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aSubmittedJobTrainsABundleThatItFindsSound() throws IOException {
        TestLake lake = new TestLake(TrainModelHarness.session(), folder.resolve("lake"), 7);
        lake.write();

        SparkSubmit.Result trained = job().arguments("--lake", lake.uri())
                .arguments("--artifacts", folder.resolve("artifacts").toUri().toString())
                .arguments("--dimension", "8", "--max-sweeps", "4")
                .run(LIMIT);

        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("on the holdout", "chance", "popularity", "known customers: ");
        ModelBundle bundle = TrainModelHarness.latest(folder.resolve("artifacts"));
        assertThat(BundleCheck.problems(bundle)).isEmpty();
        SparkSubmit.Result checked =
                job().arguments("check", "--bundle", bundle.location()).run(LIMIT);
        assertThat(checked.exitCode()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("is sound");
    }

    @Test
    void withoutALakeItEndsWithOneLine() {
        SparkSubmit.Result result = job().arguments(
                        "--lake", folder.resolve("none").toUri().toString())
                .arguments("--artifacts", folder.resolve("artifacts").toUri().toString())
                .run(LIMIT);

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err().lines().filter(line -> line.startsWith("train-model: ")))
                .singleElement()
                .asString()
                .contains("ratings_ml_training/_latest is missing. Run training-etl with this --lake");
    }

    @Test
    void theJarHoldsWhatThePlatformsLackAndNothingThatTheyBring() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains(
                            "io/recoflow/jobs/train/TrainModel.class",
                            "ai/onnxruntime/OrtSession.class",
                            "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                            "ai/onnx/proto/OnnxMl.class")
                    .noneMatch(
                            name -> name.matches("(org/apache/spark|org/apache/hadoop|scala|breeze|com/google/protobuf"
                                    + "|com/fasterxml|org/slf4j|io/recoflow/local|software/amazon)/.*"));
        }
    }

    private static SparkSubmit job() {
        return SparkSubmit.of(ProjectHome.directory()).jar(jar());
    }

    private static Path jar() {
        return ProjectHome.directory().resolve("jobs/train-model/target/train-model.jar");
    }
}
