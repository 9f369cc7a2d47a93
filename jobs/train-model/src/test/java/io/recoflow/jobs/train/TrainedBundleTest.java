package io.recoflow.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.FeatureColumn;
import io.recoflow.jobs.train.data.HoldoutSplit;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.data.TrainingDataReader;
import io.recoflow.jobs.train.factorization.FactorizationSettings;
import io.recoflow.jobs.train.factorization.MachinePrediction;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingReader;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.bundle.OfflineMetrics;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.check.BundleCheck;
import io.recoflow.model.evaluation.Rating;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.Tower;
import io.recoflow.model.scoring.Vectors;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.secret.Redactor;
import io.recoflow.testkit.JobRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedBundleTest {

    private static final int ITERATIONS = 40;

    /** Enough where only sameness counts. */
    private static final int FEW_ITERATIONS = 4;

    /** For what one data set in a thousand contradicts. */
    private static final long FIXED_SEED = 1;

    private final Path artifacts;
    private final Path lakeFolder;
    private long seed;

    TrainedBundleTest(@TempDir Path folder) {
        artifacts = folder.resolve("artifacts");
        lakeFolder = folder.resolve("lake");
    }

    @BeforeEach
    void seed() {
        seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dseed=" + seed + ", where the test has no fixed one)");
    }

    @Test
    void towersEmbeddingsAndMllibAgree() throws IOException {
        lake().write();
        train("--regularization", "0.1").exits(0);
        ModelBundle bundle = TrainModelHarness.latest(artifacts);
        Manifest manifest = bundle.manifest();
        assertThat(BundleCheck.problems(bundle)).isEmpty();
        assertThat(manifest.dimension()).isEqualTo(8);
        assertThat(manifest.similarityDimensions()).isEqualTo(7);

        SparkSession session = TrainModelHarness.session();
        TrainingData data = data(session);
        HoldoutSplit split = HoldoutSplit.of(data, 0.1, 42);
        assertThat(split.heldOut()).hasSizeGreaterThan(50);
        Map<String, float[]> itemCsv = embeddings(bundle, manifest.itemEmbeddings());
        Map<String, float[]> userCsv =
                embeddings(bundle, manifest.userEmbeddings().orElseThrow());
        Vectors users = embed(bundle, manifest.userTower(), data.customerColumns(), data.customers());
        Vectors items = embed(bundle, manifest.itemTower().orElseThrow(), data.itemColumns(), data.items());

        assertThat(itemCsv.keySet()).containsExactlyElementsOf(ids(data.items()));
        assertThat(userCsv.keySet()).containsExactlyElementsOf(ids(data.customers()));
        assertEqualRows(data.items(), items, itemCsv);
        assertEqualRows(data.customers(), users, userCsv);

        MachinePrediction mllib = MachinePrediction.train(
                session, data, split.known(), new FactorizationSettings(7, 0.1, ITERATIONS, 42));
        for (Rating rating : split.heldOut()) {
            double towers = users.constants()[rating.customer()];
            float[] user = users.embedding(rating.customer());
            float[] item = vector(itemCsv, data.items().get(rating.item()).id());
            for (int d = 0; d < user.length; d++) {
                towers += (double) user[d] * item[d];
            }
            assertThat(towers).isCloseTo(mllib.of(rating), within(1e-4));
        }
        session.stop();
    }

    @Test
    void theModelBeatsTheMeansWhereTasteMatters() throws IOException {
        lake().write();

        JobRun run = train().exits(0);

        OfflineMetrics metrics =
                TrainModelHarness.latest(artifacts).manifest().metrics().orElseThrow();
        double model = rmse(metrics, "model");
        assertThat(model).isLessThan(rmse(metrics, "global mean")).isLessThan(rmse(metrics, "item mean"));
        assertThat(ndcg(metrics, "model"))
                .isGreaterThan(ndcg(metrics, "global mean"))
                .isGreaterThan(ndcg(metrics, "popularity"));
        assertThat(metrics.catalogueCoverage().orElseThrow()).isGreaterThan(0.3).isLessThanOrEqualTo(1);
        assertThat(run.out())
                .contains("The model rates better than the item mean does.")
                .containsPattern("item mean +[0-9.]+ +[0-9.]+");
    }

    @Test
    void customersNumberedByTextAndHalvesOfStarsTeachLikeOthers() throws IOException {
        lake().textNumbersAndHalves().write();

        train(FEW_ITERATIONS, "--regularization", "0.1").exits(0);

        ModelBundle bundle = TrainModelHarness.latest(artifacts);
        assertThat(BundleCheck.problems(bundle)).isEmpty();
        assertThat(embeddings(bundle, bundle.manifest().userEmbeddings().orElseThrow())
                        .keySet())
                .hasSize(TestLake.CUSTOMERS)
                .contains("050", "50", "0109", "109");
        SparkSession session = TrainModelHarness.session();
        TrainingData data = data(session);
        assertThat(ids(data.customers())).hasSize(TestLake.CUSTOMERS).contains("050", "50", "0109", "109");
        assertThat(data.ratings()).extracting(Rating::rating).contains(0.5, 4.5).allMatch(stars -> stars % 1 == 0.5);
        session.stop();
    }

    @Test
    void itSaysPlainlyWhereTheModelIsNotWorthItsWhile() throws IOException {
        seed = FIXED_SEED;
        lake().taste(0).write();

        JobRun run = train("--regularization", "0.001").exits(0);

        assertThat(run.out()).contains("The model does NOT rate better than the item mean does");
    }

    @Test
    void itemsThatNobodyRatedAreEmbeddedByTheirFeatures() throws IOException {
        seed = FIXED_SEED;
        lake().write();
        train("--regularization", "0.1").exits(0);
        ModelBundle bundle = TrainModelHarness.latest(artifacts);

        Map<String, float[]> items = embeddings(bundle, bundle.manifest().itemEmbeddings());

        assertThat(items).hasSize(TestLake.PRODUCTS);
        // S027, of which nothing is known but its features, is of the line of S000, and S028 of another.
        assertThat(cosine(vector(items, "S027"), vector(items, "S024")))
                .isGreaterThan(cosine(vector(items, "S027"), vector(items, "S025")));
    }

    @Test
    void theSameDataAndSeedGiveTheSameBundle() throws IOException {
        lake().write();
        train(FEW_ITERATIONS).exits(0);
        Manifest first = TrainModelHarness.latest(artifacts).manifest();
        train(FEW_ITERATIONS).exits(0);
        Manifest second = TrainModelHarness.latest(artifacts).manifest();
        train(FEW_ITERATIONS, "--seed", "43").exits(0);
        Manifest other = TrainModelHarness.latest(artifacts).manifest();

        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(second.files()).isEqualTo(first.files());
        assertThat(second.metrics()).isEqualTo(first.metrics());
        assertThat(other.files()).isNotEqualTo(first.files());
    }

    @Test
    void whatIsHeldOutChangesNothingOfTheModel() throws IOException {
        lake().write();
        train(FEW_ITERATIONS).exits(0);
        Manifest before = TrainModelHarness.latest(artifacts).manifest();
        SparkSession session = TrainModelHarness.session();
        TrainingData data = data(session);
        Set<String> heldOut = HoldoutSplit.of(data, 0.1, 42).heldOut().stream()
                .map(rating -> data.customers().get(rating.customer()).id() + " "
                        + data.items().get(rating.item()).id())
                .collect(Collectors.toSet());
        new TestLake(session, lakeFolder, seed).altered(heldOut::contains).write();

        train(FEW_ITERATIONS).exits(0);
        Manifest after = TrainModelHarness.latest(artifacts).manifest();

        assertThat(after.files()).isEqualTo(before.files());
        assertThat(after.metrics()).isNotEqualTo(before.metrics());
        assertThat(after.trainingSnapshot()).isNotEqualTo(before.trainingSnapshot());
    }

    @Test
    void anOlderSnapshotIsTrainedOnByItsName() throws IOException {
        lake().write();
        train("--regularization", "0.1").exits(0);
        String old = TrainModelHarness.latest(artifacts)
                .manifest()
                .trainingSnapshot()
                .orElseThrow();
        lake().taste(0).write();

        train("--regularization", "0.1", "--training-snapshot", old.replace("snapshot=", ""))
                .exits(0);

        assertThat(TrainModelHarness.latest(artifacts).manifest().trainingSnapshot())
                .hasValue(old);
    }

    private TestLake lake() {
        return new TestLake(TrainModelHarness.session(), lakeFolder, seed);
    }

    private JobRun train(String... more) {
        return train(ITERATIONS, more);
    }

    private JobRun train(int iterations, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--lake",
                lakeFolder.toUri().toString(),
                "--artifacts",
                artifacts.toUri().toString(),
                "--dimension",
                "8",
                "--max-iterations",
                String.valueOf(iterations)));
        arguments.addAll(List.of(more));
        return TrainModelHarness.launch(arguments.toArray(String[]::new));
    }

    private TrainingData data(SparkSession session) {
        TrainingDataReader lake = TrainingDataReader.open(
                session, lakeFolder.toUri().toString(), new Console(System.out, System.err, new Redactor()));
        return lake.read(lake.snapshot(Optional.empty()));
    }

    private static void assertEqualRows(List<Entity> entities, Vectors vectors, Map<String, float[]> csv) {
        for (int row = 0; row < entities.size(); row++) {
            assertThat(vector(csv, entities.get(row).id())).containsExactly(vectors.embedding(row), within(1e-5f));
        }
    }

    private static Vectors embed(
            ModelBundle bundle, TowerDescription description, List<FeatureColumn> columns, List<Entity> entities) {
        try (Tower tower = Tower.load(bundle.read(description), description, bundle.manifest())) {
            return tower.bind(columns.stream().map(FeatureColumn::name).toList())
                    .embed(new FeatureTable() {
                        @Override
                        public int rows() {
                            return entities.size();
                        }

                        @Override
                        public @Nullable Object value(int row, int column) {
                            return entities.get(row).values().get(column);
                        }
                    });
        }
    }

    private static Map<String, float[]> embeddings(ModelBundle bundle, EmbeddingsDescription description) {
        Map<String, float[]> all = new LinkedHashMap<>();
        try (EmbeddingReader reader = bundle.read(description)) {
            for (Optional<Embedding> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.put(next.get().id(), next.get().values());
            }
        }
        return all;
    }

    private static float[] vector(Map<String, float[]> embeddings, String id) {
        return Objects.requireNonNull(embeddings.get(id), id);
    }

    private static List<String> ids(List<Entity> entities) {
        return entities.stream().map(Entity::id).toList();
    }

    private static double rmse(OfflineMetrics metrics, String ranking) {
        return metrics.of(ranking).orElseThrow().rmse().orElseThrow();
    }

    private static double ndcg(OfflineMetrics metrics, String ranking) {
        return metrics.of(ranking).orElseThrow().ndcgAt10().orElseThrow();
    }

    /** Of the dimensions that tell similar items. */
    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double normA = 0;
        double normB = 0;
        for (int d = 0; d < a.length - 1; d++) {
            product += (double) a[d] * b[d];
            normA += (double) a[d] * a[d];
            normB += (double) b[d] * b[d];
        }
        return product / Math.sqrt(normA * normB);
    }
}
