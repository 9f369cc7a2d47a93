package io.recoflow.jobs.train;

import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.testkit.JobHarness;
import io.recoflow.testkit.JobRun;
import io.recoflow.testkit.TestSpark;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Launches the job in this process, as its {@code main} does. */
final class TrainModelHarness {

    static {
        TestSpark.startForJobs(HourlyTable.SESSION);
    }

    private TrainModelHarness() {}

    /** A session to write lakes with. */
    static SparkSession session() {
        return TestSpark.session(HourlyTable.SESSION);
    }

    static JobRun launch(String... arguments) {
        return JobHarness.launch(new TrainModel(), arguments);
    }

    static ModelBundle latest(Path artifacts) {
        return ModelArtifacts.open(artifacts.toUri().toString(), new Configuration(), Clock.systemUTC())
                .latest();
    }
}
