package io.recoflow.jobs.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.runtime.launch.JobLauncher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Launches the job in this process, as its {@code main} does. */
final class TrainModelHarness {

    static {
        Map.of(
                        "spark.master", "local[2]",
                        "spark.ui.enabled", "false",
                        "spark.driver.host", "127.0.0.1",
                        "spark.sql.session.timeZone", "UTC",
                        "spark.sql.shuffle.partitions", "2")
                .forEach(System::setProperty);
    }

    private TrainModelHarness() {}

    /** A session to write lakes with; the job takes it over and ends it. */
    static SparkSession session() {
        return SparkSession.builder().getOrCreate();
    }

    static Run launch(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = JobLauncher.launch(
                new TrainModel(),
                arguments,
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    static ModelBundle latest(Path artifacts) {
        return ModelArtifacts.open(artifacts.toUri().toString(), new Configuration(), Clock.systemUTC())
                .latest();
    }

    record Run(int exitCode, String out, String err) {

        Run exits(int expected) {
            assertThat(exitCode).as("%s\n%s", out, err).isEqualTo(expected);
            return this;
        }
    }
}
