package io.recoflow.jobs.train;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.FeatureColumn;
import io.recoflow.jobs.train.data.HoldoutSplit;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.factorization.FactorizationModel;
import io.recoflow.jobs.train.factorization.FactorizationSettings;
import io.recoflow.jobs.train.onnx.FactorizationTower;
import io.recoflow.model.bundle.BundleInProgress;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingWriter;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.FileDigest;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.OfflineMetrics;
import io.recoflow.model.bundle.RankingMetrics;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.evaluation.Baselines;
import io.recoflow.model.evaluation.RankingQuality;
import io.recoflow.model.evaluation.Rating;
import io.recoflow.model.evaluation.Scorer;
import io.recoflow.model.neighbours.ItemMatrix;
import io.recoflow.model.neighbours.Neighbour;
import io.recoflow.model.scoring.BoundTower;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.Tower;
import io.recoflow.model.scoring.Vectors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a factorization machine into a bundle. Embeddings and metrics come from the towers as they are exported, so they
 * are those of what will be served.
 */
final class BundleExport {

    private static final String USER_TOWER = "model/user_tower.onnx";
    private static final String ITEM_TOWER = "model/item_tower.onnx";
    private static final String USER_EMBEDDINGS = "embeddings/user_embeddings.csv";
    private static final String ITEM_EMBEDDINGS = "embeddings/item_embeddings.csv";

    /** Whose ten best items tell how much of the catalogue is ever recommended. */
    private static final int COVERAGE_CUSTOMERS = 1_000;

    private static final int RECOMMENDED = 10;

    /** Rows at a time: within a tower, each has a number for every category there is. */
    private static final int BATCH = 64;

    private final TrainingData data;
    private final FactorizationModel model;
    private final FactorizationSettings settings;

    BundleExport(TrainingData data, FactorizationModel model, FactorizationSettings settings) {
        this.data = data;
        this.model = model;
        this.settings = settings;
    }

    /** Writes the bundle's files; the manifest that tells what they are. */
    Manifest write(BundleInProgress bundle, HoldoutSplit split) {
        byte[] userTower = FactorizationTower.user(model.customerFeatures(), model.customers());
        byte[] itemTower = FactorizationTower.item(model.itemFeatures(), model.items());
        bundle.write(USER_TOWER, stream -> stream.write(userTower));
        bundle.write(ITEM_TOWER, stream -> stream.write(itemTower));
        Manifest draft = manifest(bundle.version(), bundle.files(), Optional.empty());
        Vectors users = embed(userTower, draft.userTower(), draft, data.customerColumns(), data.customers());
        Vectors items = embed(itemTower, draft.itemTower().orElseThrow(), draft, data.itemColumns(), data.items());
        bundle.write(USER_EMBEDDINGS, stream -> EmbeddingWriter.write(embeddings(data.customers(), users), stream));
        bundle.write(ITEM_EMBEDDINGS, stream -> EmbeddingWriter.write(embeddings(data.items(), items), stream));
        return manifest(bundle.version(), bundle.files(), Optional.of(metrics(split, users, items)));
    }

    private Manifest manifest(String version, Map<String, FileDigest> files, Optional<OfflineMetrics> metrics) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                String.format(
                        Locale.ROOT,
                        "Spark MLlib factorization machines, %d factors, regularization %s, seed %d",
                        settings.factors(),
                        settings.regularization(),
                        settings.seed()),
                settings.factors() + 1,
                settings.factors(),
                new TowerDescription(USER_TOWER, FactorizationTower.inputs(model.customerFeatures())),
                Optional.of(new TowerDescription(ITEM_TOWER, FactorizationTower.inputs(model.itemFeatures()))),
                new EmbeddingsDescription(ITEM_EMBEDDINGS, data.items().size()),
                Optional.of(new EmbeddingsDescription(
                        USER_EMBEDDINGS, data.customers().size())),
                Optional.of(data.snapshot()),
                metrics,
                files);
    }

    private OfflineMetrics metrics(HoldoutSplit split, Vectors users, Vectors items) {
        List<Rating> heldOut = split.heldOut();
        Baselines baselines = new Baselines(data.items().size(), split.known());
        Scorer towers = rating -> score(users, rating.customer(), items, rating.item());
        return new OfflineMetrics(
                List.of(
                        rating("model", heldOut, towers),
                        rating("global mean", heldOut, baselines::globalMean),
                        rating("item mean", heldOut, baselines::itemMean),
                        new RankingMetrics(
                                "popularity", Optional.empty(), RankingQuality.ndcg(heldOut, baselines::popularity))),
                Optional.of(coverage(users, items)),
                heldOut.size());
    }

    private static RankingMetrics rating(String name, List<Rating> heldOut, Scorer scorer) {
        return new RankingMetrics(name, RankingQuality.rmse(heldOut, scorer), RankingQuality.ndcg(heldOut, scorer));
    }

    private double coverage(Vectors users, Vectors items) {
        ItemMatrix matrix =
                ItemMatrix.of(embeddings(data.items(), items).toList(), items.dimension(), items.dimension() - 1);
        Set<Integer> recommended = new HashSet<>();
        for (int user = 0; user < Math.min(COVERAGE_CUSTOMERS, users.rows()); user++) {
            for (Neighbour each : matrix.highestInnerProducts(users.embedding(user), RECOMMENDED, item -> true)) {
                recommended.add(each.index());
            }
        }
        return (double) recommended.size() / data.items().size();
    }

    private static double score(Vectors users, int user, Vectors items, int item) {
        double sum = users.constants()[user];
        for (int d = 0; d < users.dimension(); d++) {
            sum += users.embeddings()[user * users.dimension() + d] * items.embeddings()[item * items.dimension() + d];
        }
        return sum;
    }

    private static Vectors embed(
            byte[] onnx,
            TowerDescription description,
            Manifest manifest,
            List<FeatureColumn> columns,
            List<Entity> entities) {
        float[] embeddings = new float[entities.size() * manifest.dimension()];
        float[] constants = new float[entities.size()];
        try (Tower tower = Tower.load(onnx, description, manifest)) {
            BoundTower bound =
                    tower.bind(columns.stream().map(FeatureColumn::name).toList());
            for (int from = 0; from < entities.size(); from += BATCH) {
                List<Entity> batch = entities.subList(from, Math.min(from + BATCH, entities.size()));
                Vectors vectors = bound.embed(new EntityTable(batch));
                System.arraycopy(
                        vectors.embeddings(), 0, embeddings, from * manifest.dimension(), vectors.embeddings().length);
                System.arraycopy(vectors.constants(), 0, constants, from, batch.size());
            }
        }
        return new Vectors(manifest.dimension(), embeddings, constants);
    }

    /** Features by their columns' order. */
    private record EntityTable(List<Entity> entities) implements FeatureTable {

        @Override
        public int rows() {
            return entities.size();
        }

        @Override
        public @Nullable Object value(int row, int column) {
            return entities.get(row).values().get(column);
        }
    }

    private static Stream<Embedding> embeddings(List<Entity> entities, Vectors vectors) {
        return IntStream.range(0, entities.size())
                .mapToObj(row -> new Embedding(entities.get(row).id(), vectors.embedding(row)));
    }
}
