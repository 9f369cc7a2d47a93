package io.recoflow.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.testkit.JobRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    private final Path folder;

    CommandLineTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void withoutLakeAndArtifactsBothAreAskedFor() {
        JobRun run = TrainModelHarness.launch().exits(2);

        assertThat(run.err()).contains("--lake is missing", "--artifacts is missing");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        JobRun run = TrainModelHarness.launch("--lake", " ", "--holdout", "1").exits(2);

        assertThat(run.err())
                .contains(
                        "--lake cannot be", "--artifacts is missing", "Cannot use --holdout 1: nothing would be left");
    }

    @Test
    void theFormerOptionSaysWhatTookItsPlace() {
        assertThat(TrainModelHarness.launch("--check", "s3a://bucket/artifacts/1")
                        .exits(2)
                        .err())
                .contains("--check is no option any more", "Write train-model check --bundle BUNDLE");
    }

    @Test
    void anEmptyLakeIsTold() throws IOException {
        JobRun run = TrainModelHarness.launch(
                        "--lake", uri("lake"), "--artifacts", uri("artifacts"), "--report", uri("report.json"))
                .exits(5);

        assertThat(run.err()).contains("ratings_ml_training/_latest is missing. Run training-etl with this --lake");
        assertThat(report().path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report().path("failure").asText()).contains("ratings_ml_training/_latest is missing");
        assertThat(folder.resolve("artifacts")).doesNotExist();
    }

    @Test
    void aSnapshotThatIsNotThereIsNamed() throws IOException {
        new TestLake(TrainModelHarness.session(), folder.resolve("lake"), 1).write();

        JobRun run = TrainModelHarness.launch(
                        "--lake",
                        uri("lake"),
                        "--artifacts",
                        uri("artifacts"),
                        "--training-snapshot",
                        "20200101T000000Z")
                .exits(5);

        assertThat(run.err()).contains("ratings_ml_training/snapshot=20200101T000000Z is missing");
    }

    @Test
    void aDryRunPlansAndWritesNothing() throws IOException {
        new TestLake(TrainModelHarness.session(), folder.resolve("lake"), 1).write();

        JobRun run = TrainModelHarness.launch("--lake", uri("lake"), "--artifacts", uri("artifacts"), "--dry-run")
                .exits(0);

        assertThat(run.out()).contains("120 customers and 30 items", "Nothing was written.");
        assertThat(folder.resolve("artifacts")).doesNotExist();
    }

    @Test
    void aBundleIsCheckedAndEverythingThatIsWrongIsListed() throws IOException {
        new TestLake(TrainModelHarness.session(), folder.resolve("lake"), 1).write();
        TrainModelHarness.launch(
                        "--lake",
                        uri("lake"),
                        "--artifacts",
                        uri("artifacts"),
                        "--dimension",
                        "4",
                        "--report",
                        uri("report.json"))
                .exits(0);
        JsonNode report = report();
        assertThat(report.path("outcome").asText()).isEqualTo("PUBLISHED");
        assertThat(report.path("trainingSnapshot").asText()).startsWith("snapshot=");
        assertThat(report.path("bundle").path("items").asInt()).isEqualTo(30);
        assertThat(report.path("phases").findValuesAsText("name")).containsExactly("read", "train");
        String bundle = TrainModelHarness.latest(folder.resolve("artifacts")).location();
        assertThat(TrainModelHarness.launch("check", "--bundle", bundle)
                        .exits(0)
                        .out())
                .contains("is sound", "4 dimensions, 30 items", " for 256 at once, of 1000.00 ms that an answer has")
                .contains("creditLimit")
                .doesNotContain("where the shop sends");
        assertThat(TrainModelHarness.launch("check", "--bundle", bundle, "--deadline", "0ms")
                        .exits(5)
                        .out())
                .contains("events are answered without the model, whose deadline is 0.00 ms");

        Path files = Path.of(new org.apache.hadoop.fs.Path(bundle).toUri().getPath());
        Files.delete(files.resolve("embeddings/user_embeddings.csv"));
        Files.writeString(files.resolve("model/item_tower.onnx"), "x");
        JobRun run = TrainModelHarness.launch("--command", "check", "--bundle", bundle)
                .exits(5);

        assertThat(run.out())
                .contains("- model/item_tower.onnx has 1 bytes", "- embeddings/user_embeddings.csv is missing");
        assertThat(run.err()).contains("2 things are wrong with it");
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    }

    private String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }
}
