package io.recoflow.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.FeatureColumn;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.data.TrainingDataReader;
import io.recoflow.jobs.train.factorization.Factorization;
import io.recoflow.jobs.train.factorization.Objective;
import io.recoflow.jobs.train.learn.Measurement;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedBundleTest {

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
    void towersEmbeddingsAndWhatWasLearnedAgree() throws IOException {
        lake().write();
        train("--holdout", "0").exits(0);
        ModelBundle bundle = TrainModelHarness.latest(artifacts);
        Manifest manifest = bundle.manifest();
        assertThat(BundleCheck.problems(bundle)).isEmpty();
        assertThat(manifest.formatVersion()).isEqualTo(2);
        assertThat(manifest.dimension()).isEqualTo(8);
        assertThat(manifest.similarityDimensions()).isEqualTo(7);
        assertThat(manifest.foldIn()).isPresent();

        SparkSession session = TrainModelHarness.session();
        TrainingData data = data(session);
        session.stop();
        Map<String, float[]> itemCsv = embeddings(bundle, manifest.itemEmbeddings());
        Map<String, float[]> userCsv =
                embeddings(bundle, manifest.userEmbeddings().orElseThrow());
        Vectors users = embed(bundle, manifest.userTower(), data.customerColumns(), "customerNumber", data.customers());
        Vectors items =
                embed(bundle, manifest.itemTower().orElseThrow(), data.itemColumns(), "productCode", data.items());
        assertThat(itemCsv.keySet()).containsExactlyElementsOf(ids(data.items()));
        assertThat(userCsv.keySet()).containsExactlyElementsOf(ids(data.customers()));
        assertEqualRows(data.items(), items, itemCsv);
        assertEqualRows(data.customers(), users, userCsv);
        assertThat(users.known()).containsOnly(1);

        Factorization learned = again(data, manifest.producer());
        for (Rating rating : data.ratings()) {
            double towers = users.constants()[rating.customer()];
            float[] user = users.embedding(rating.customer());
            float[] item = vector(itemCsv, data.items().get(rating.item()).id());
            for (int d = 0; d < user.length; d++) {
                towers += (double) user[d] * item[d];
            }
            assertThat(towers).isCloseTo(learned.score(rating.customer(), rating.item()), within(1e-4));
        }
    }

    /** The same factors, by what the bundle says of how they were learned. */
    private static Factorization again(TrainingData data, String producer) {
        Matcher words = Pattern.compile(
                        "regularization (\\S+) of ids and (\\S+) of features, weight of all pairs (\\S+),"
                                + " (\\d+) sweeps")
                .matcher(producer);
        assertThat(words.find()).as(producer).isTrue();
        Objective objective = new Objective(
                0,
                5,
                Double.parseDouble(words.group(3)),
                Double.parseDouble(words.group(1)),
                Double.parseDouble(words.group(2)),
                1);
        Factorization factors = new Factorization(data, data.ratings(), objective, 8, 42);
        for (int sweep = 0; sweep < Integer.parseInt(words.group(4)); sweep++) {
            factors.sweep();
        }
        return factors;
    }

    @Test
    void ratingsAreLearnedWhereTasteMattersAndStrangersAreKnownByTheirFeatures() throws IOException {
        lake().write();

        JobRun run = train("--objective", "rating").exits(0);

        ModelBundle bundle = TrainModelHarness.latest(artifacts);
        OfflineMetrics metrics = bundle.manifest().metrics().orElseThrow();
        double model = rmse(metrics, "model");
        assertThat(model).isLessThan(rmse(metrics, "global mean")).isLessThan(rmse(metrics, "item mean"));
        assertThat(metrics.catalogueCoverage().orElseThrow()).isGreaterThan(0.3).isLessThanOrEqualTo(1);
        assertThat(run.out())
                .contains("ratings of known customers: the model is better than all others")
                .containsPattern("known customers +popularity +[0-9.]+ +[0-9.]+");
        Vectors stranger = embed(
                bundle,
                bundle.manifest().userTower(),
                List.of(
                        new FeatureColumn("city", FeatureColumn.Kind.TEXT),
                        new FeatureColumn("country", FeatureColumn.Kind.TEXT),
                        new FeatureColumn("creditLimit", FeatureColumn.Kind.NUMBER)),
                "customerNumber",
                List.of(
                        new Entity("999999", Arrays.asList(null, "Japan", null)),
                        new Entity("999998", Arrays.asList(null, "USA", null))));
        assertThat(stranger.known()).containsOnly(0);
        assertThat(stranger.embedding(0)).isNotEqualTo(stranger.embedding(1));
    }

    @Test
    void customersNumberedByTextAndHalvesOfStarsTeachLikeOthers() throws IOException {
        lake().textNumbersAndHalves().write();

        train().exits(0);

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
    void itemsThatNobodyRatedAreEmbeddedByTheirFeatures() throws IOException {
        seed = FIXED_SEED;
        lake().write();
        train("--objective", "rating").exits(0);
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
        train().exits(0);
        Manifest first = TrainModelHarness.latest(artifacts).manifest();
        train().exits(0);
        Manifest second = TrainModelHarness.latest(artifacts).manifest();
        train("--seed", "43").exits(0);
        Manifest other = TrainModelHarness.latest(artifacts).manifest();

        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(second.files()).isEqualTo(first.files());
        assertThat(second.metrics()).isEqualTo(first.metrics());
        assertThat(other.files()).isNotEqualTo(first.files());
    }

    @Test
    void theGateKeepsAModelThatIsNotGoodEnoughFromBeingServed() throws IOException {
        lake().write();
        gated("--publish", "never").exits(0);
        assertThat(artifacts.resolve("_latest")).doesNotExist();

        gated("--objective", "rating").exits(0);
        String served = TrainModelHarness.latest(artifacts).manifest().version();
        lake().taste(0).write();
        JobRun refused = gated("--objective", "rating").exits(5);

        assertThat(refused.err()).contains("Not published").containsAnyOf("its RMSE is", "is BETTER than the model");
        assertThat(TrainModelHarness.latest(artifacts).manifest().version()).isEqualTo(served);
        String folder = refused.err().replaceAll("(?s).*Not published: (\\S+):.*", "$1");
        ModelBundle kept = ModelBundle.at(folder, new Configuration());
        assertThat(BundleCheck.problems(kept)).isEmpty();
        assertThat(gated("--holdout", "0").exits(5).err()).contains("nothing was held out");
        train("--objective", "rating").exits(0);
        assertThat(TrainModelHarness.latest(artifacts).manifest().version()).isNotEqualTo(served);
    }

    @Test
    void anOlderSnapshotIsTrainedOnByItsName() throws IOException {
        lake().write();
        train().exits(0);
        String old = TrainModelHarness.latest(artifacts)
                .manifest()
                .trainingSnapshot()
                .orElseThrow();
        lake().taste(0).write();

        train("--training-snapshot", old.replace("snapshot=", "")).exits(0);

        assertThat(TrainModelHarness.latest(artifacts).manifest().trainingSnapshot())
                .hasValue(old);
    }

    private TestLake lake() {
        return new TestLake(TrainModelHarness.session(), lakeFolder, seed);
    }

    /** Publishes whatever comes of it. */
    private JobRun train(String... more) {
        return gated(
                Stream.concat(Stream.of("--publish", "always"), Stream.of(more)).toArray(String[]::new));
    }

    private JobRun gated(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--lake",
                lakeFolder.toUri().toString(),
                "--artifacts",
                artifacts.toUri().toString(),
                "--dimension",
                "8"));
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
            ModelBundle bundle,
            TowerDescription description,
            List<FeatureColumn> columns,
            String idColumn,
            List<Entity> entities) {
        try (Tower tower = Tower.load(bundle.read(description), description, bundle.manifest())) {
            return tower.bind(Stream.concat(columns.stream().map(FeatureColumn::name), Stream.of(idColumn))
                            .toList())
                    .embed(new FeatureTable() {
                        @Override
                        public int rows() {
                            return entities.size();
                        }

                        @Override
                        public @Nullable Object value(int row, int column) {
                            Entity entity = entities.get(row);
                            return column < columns.size() ? entity.values().get(column) : entity.id();
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
        return metrics.of(Measurement.RATINGS, ranking).orElseThrow().rmse().orElseThrow();
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
