package io.recoflow.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.launch.TestJob;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class JobSessionTest {

    @Test
    void sessionsTakeDefaultsOnlyWhereSparkSubmitSetNothing() {
        System.setProperty("spark.sql.shuffle.partitions", "7");
        System.setProperty("spark.ui.enabled", "false");
        try {
            TestJob.Launch launch = TestJob.doing(context -> {
                        try (JobSession session = JobSession.open(
                                context,
                                Map.of(
                                        "spark.sql.shuffle.partitions",
                                        "3",
                                        "spark.sql.files.maxPartitionBytes",
                                        "5"))) {
                            for (String key : List.of(
                                    "spark.master",
                                    "spark.app.name",
                                    "spark.sql.session.timeZone",
                                    "spark.sql.shuffle.partitions",
                                    "spark.sql.files.maxPartitionBytes")) {
                                context.console()
                                        .out(key + "=" + session.spark().conf().get(key));
                            }
                        }
                    })
                    .launch("--source-url=x");

            assertThat(launch.err()).isEmpty();
            assertThat(launch.out().lines())
                    .containsExactly(
                            "spark.master=local[*]",
                            "spark.app.name=training-etl",
                            "spark.sql.session.timeZone=UTC",
                            "spark.sql.shuffle.partitions=7",
                            "spark.sql.files.maxPartitionBytes=5");
        } finally {
            System.clearProperty("spark.sql.shuffle.partitions");
            System.clearProperty("spark.ui.enabled");
        }
    }

    @Test
    void aSparkThatRanBeforeGoesOnAndKeepsItsSettings() {
        SparkSession notebook = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "7")
                .config("spark.sql.session.timeZone", "Asia/Tokyo")
                .getOrCreate();
        try {
            TestJob.Launch launch = TestJob.doing(context -> {
                        try (JobSession session = JobSession.open(
                                context,
                                Map.of(
                                        "spark.sql.shuffle.partitions", "3",
                                        "spark.sql.files.maxPartitionBytes", "5",
                                        "spark.scheduler.mode", "FAIR"))) {
                            assertThat(session.spark().sparkContext()).isSameAs(notebook.sparkContext());
                            for (String key : List.of(
                                    "spark.master",
                                    "spark.sql.session.timeZone",
                                    "spark.sql.shuffle.partitions",
                                    "spark.sql.files.maxPartitionBytes")) {
                                context.console()
                                        .out(key + "=" + session.spark().conf().get(key));
                            }
                        }
                    })
                    .launch("--source-url=x");

            assertThat(launch.err()).isEmpty();
            assertThat(launch.out().lines())
                    .containsExactly(
                            "spark.master=local[1]",
                            "spark.sql.session.timeZone=UTC",
                            "spark.sql.shuffle.partitions=7",
                            "spark.sql.files.maxPartitionBytes=5");
            assertThat(notebook.sparkContext().isStopped()).isFalse();
            assertThat(notebook.conf().get("spark.sql.session.timeZone")).isEqualTo("Asia/Tokyo");
            assertThat(notebook.range(3).count()).isEqualTo(3);
        } finally {
            notebook.stop();
        }
    }
}
