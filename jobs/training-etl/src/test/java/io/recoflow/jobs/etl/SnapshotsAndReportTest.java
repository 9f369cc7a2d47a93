package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SnapshotsAndReportTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void filesAreCompressedAsTheyWereAskedFor() throws SQLException {
        etl.tinyShop();

        etl.run("--compression", "zstd").exits(0);

        assertThat(etl.lake().everything())
                .filteredOn(name -> name.endsWith(".parquet"))
                .isNotEmpty()
                .allMatch(name -> name.endsWith(".zstd.parquet"));
        assertThat(Lake.query("SELECT DISTINCT compression FROM parquet_metadata('"
                        + etl.lake().latest(Lake.TRAINING) + "/**/*.parquet')"))
                .containsExactly(List.of("ZSTD"));
        assertThat(etl.lake().training("count(*)")).isEqualTo(etl.query("SELECT count(*) FROM ratings"));
    }

    @Test
    void keepsAsManySnapshotsAsAskedFor() throws SQLException {
        etl.tinyShop();
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            runs.add("snapshot=" + etl.run("--keep-snapshots", "2").exits(0).runId());
        }

        for (String dataset : Lake.DATASETS) {
            assertThat(etl.lake().snapshots(dataset)).hasSize(2);
        }
        assertThat(etl.lake().snapshots(Lake.TRAINING)).containsExactlyElementsOf(runs.subList(1, 3));
        assertThat(etl.lake().latest(Lake.TRAINING)).hasFileName(runs.get(2));

        ReportedRun last = etl.run("--keep-snapshots", "1").exits(0);

        assertThat(etl.lake().snapshots(Lake.TRAINING)).containsExactly("snapshot=" + last.runId());
        assertThat(last.report().path("removedSnapshots"))
                .extracting(JsonNode::asText)
                .contains(
                        "ratings_ml_training/" + runs.get(1).substring("snapshot=".length()),
                        "ratings_ml_training/" + runs.get(2).substring("snapshot=".length()))
                .hasSize(2 * Lake.DATASETS.size());
    }

    @Test
    void writesTheReportBesideTheSnapshotAndWhereItIsAskedFor() throws Exception {
        LooseShop.createIn(etl);
        etl.sql("UPDATE ratings SET productRating = 6 WHERE customerNumber = 101 AND productCode < 'P104'");
        Path file = etl.folder().resolve("reports/run.json");

        ReportedRun run = etl.run("--report", file.toString()).exits(0);

        Path beside = run.reportFile().orElseThrow();
        assertThat(file).hasSameTextualContentAs(beside);
        JsonNode report = ReportedRun.json(file);
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "formatVersion",
                        "job",
                        "version",
                        "runId",
                        "outcome",
                        "failure",
                        "startedAt",
                        "finishedAt",
                        "settings",
                        "schemaDifferences",
                        "sourceTries",
                        "ratings",
                        "rules",
                        "datasets",
                        "catalogTable",
                        "removedSnapshots",
                        "phases",
                        "warnings");
        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 997, 3));
        assertThat(report.path("failure").isNull()).isTrue();
        assertThat(report.path("sourceTries").asInt()).isEqualTo(1);
        assertThat(report.path("catalogTable").isNull()).isTrue();
        assertThat(report.path("datasets"))
                .extracting(dataset -> dataset.path("dataset").asText())
                .containsExactly(Lake.TRAINING, Lake.PRODUCTS);
        JsonNode training = report.path("datasets").get(0);
        assertThat(training.path("rows").asLong()).isEqualTo(997);
        assertThat(training.path("partitions").asLong()).isEqualTo(50);
        assertThat(training.path("latest").asBoolean()).isTrue();
        assertThat(training.path("files").asLong())
                .isEqualTo(etl.lake().everything().stream()
                        .filter(path -> path.startsWith("ratings_ml_training/") && path.endsWith(".parquet"))
                        .count());
        assertThat(run.out())
                .contains(
                        "Ratings: 1,000 read = 997 written + 3 rejected (0.30 %)",
                        "rating_from_1_to_5", beside.toString())
                .containsPattern("\nproducts +20 +0 +1 +[1-9][0-9,]* +yes\n");
    }

    @Test
    void writesTheReportOfAFailedRunWhereItIsAskedFor() throws SQLException {
        etl.tinyShop();
        etl.sql("ALTER TABLE customers DROP city");
        Path file = etl.folder().resolve("run.json");

        ReportedRun run = etl.run("--report", file.toString());

        assertThat(ReportedRun.json(file).path("outcome").asText()).isEqualTo("FAILED");
        assertThat("training-etl: " + ReportedRun.json(file).path("failure").asText())
                .isEqualTo(run.error(4));
    }

    /** A whole run would be in vain otherwise, or end as a failure that published. */
    @Test
    void refusesAReportThatCannotBeWrittenBeforeItReads() throws SQLException {
        etl.tinyShop();

        ReportedRun run = etl.run("--report", "nosuch://host/report.json");

        assertThat(run.error(6)).contains("--report", "nosuch");
        assertThat(etl.lake().snapshots(Lake.TRAINING)).isEmpty();
    }

    @Test
    void takesOptionsFromFileEnvironmentAndCommandLineInThatOrder() throws Exception {
        etl.tinyShop();
        String config = etl.file("job.properties", """
                source-url=%s
                source-user=nobody
                lake=%s
                keep-snapshots=7
                customer-features=city
                """.formatted(
                TrainingEtlHarness.server().jdbcUrl(etl.database()), etl.lake().uri()));

        ReportedRun run = etl.launch(
                        Map.of(
                                TrainingEtlHarness.PASSWORD,
                                TrainingEtlHarness.server().password(),
                                "RECOFLOW_SOURCE_USER",
                                TrainingEtlHarness.server().user(),
                                "RECOFLOW_KEEP_SNAPSHOTS",
                                "8"),
                        "--config",
                        config,
                        "--keep-snapshots",
                        "9")
                .exits(0);

        JsonNode settings = run.report().path("settings");
        assertThat(settings.path("keep-snapshots").asText()).isEqualTo("9");
        assertThat(settings.path("source-user").asText())
                .isEqualTo(TrainingEtlHarness.server().user());
        assertThat(settings.path("customer-features").asText()).isEqualTo("city");
        assertThat(Files.exists(run.reportFile().orElseThrow())).isTrue();
    }
}
