package io.recoflow.jobs.train;

import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.FeatureColumn;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.factorization.FactorModel;
import io.recoflow.jobs.train.learn.Learning;
import io.recoflow.jobs.train.learn.Measurement;
import io.recoflow.jobs.train.onnx.LinearTower;
import io.recoflow.model.bundle.BundleInProgress;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingWriter;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.FileDigest;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.scoring.BoundTower;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.Tower;
import io.recoflow.model.scoring.Vectors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a model into a bundle. Embeddings come from the towers as they are exported, so they are those of what will be
 * served.
 */
final class BundleExport {

    private static final String USER_TOWER = "model/user_tower.onnx";
    private static final String ITEM_TOWER = "model/item_tower.onnx";
    private static final String USER_EMBEDDINGS = "embeddings/user_embeddings.csv";
    private static final String ITEM_EMBEDDINGS = "embeddings/item_embeddings.csv";

    /** Rows that a tower embeds at a time. */
    private static final int BATCH = 1_024;

    private final TrainingInput input;
    private final TrainingData data;
    private final Learning.Learned learned;
    private final FactorModel model;
    private final int dimension;

    BundleExport(TrainingInput input, Learning.Learned learned, int dimension) {
        this.input = input;
        this.data = input.data();
        this.learned = learned;
        this.model = learned.model();
        this.dimension = dimension;
    }

    /** Writes the bundle's files; the manifest that tells what they are. */
    Manifest write(BundleInProgress bundle) {
        byte[] userTower = LinearTower.user(model.customerFeatures(), model.customers());
        byte[] itemTower = LinearTower.item(model.itemFeatures(), model.items());
        bundle.write(USER_TOWER, stream -> stream.write(userTower));
        bundle.write(ITEM_TOWER, stream -> stream.write(itemTower));
        Manifest draft = manifest(bundle.version(), bundle.files());
        Vectors users =
                embed(userTower, draft.userTower(), draft, data.customerColumns(), CUSTOMER_NUMBER, data.customers());
        Vectors items = embed(
                itemTower, draft.itemTower().orElseThrow(), draft, data.itemColumns(), PRODUCT_CODE, data.items());
        bundle.write(USER_EMBEDDINGS, stream -> EmbeddingWriter.write(embeddings(data.customers(), users), stream));
        bundle.write(ITEM_EMBEDDINGS, stream -> EmbeddingWriter.write(embeddings(data.items(), items), stream));
        return manifest(bundle.version(), bundle.files());
    }

    private Manifest manifest(String version, Map<String, FileDigest> files) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                learned.producer() + input.reviewsInWords(),
                dimension,
                dimension - 1,
                new TowerDescription(USER_TOWER, LinearTower.inputs(model.customerFeatures())),
                Optional.of(new TowerDescription(ITEM_TOWER, LinearTower.inputs(model.itemFeatures()))),
                new EmbeddingsDescription(ITEM_EMBEDDINGS, data.items().size()),
                Optional.of(new EmbeddingsDescription(
                        USER_EMBEDDINGS, data.customers().size())),
                Optional.of(data.snapshot()),
                learned.measured().map(Measurement.Measured::metrics),
                files,
                Optional.of(learned.foldIn()));
    }

    private static Vectors embed(
            byte[] onnx,
            TowerDescription description,
            Manifest manifest,
            List<FeatureColumn> columns,
            String idColumn,
            List<Entity> entities) {
        float[] embeddings = new float[entities.size() * manifest.dimension()];
        float[] constants = new float[entities.size()];
        try (Tower tower = Tower.load(onnx, description, manifest)) {
            BoundTower bound = tower.bind(Stream.concat(columns.stream().map(FeatureColumn::name), Stream.of(idColumn))
                    .toList());
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

    /** Features by their columns' order, and the id. */
    private record EntityTable(List<Entity> entities) implements FeatureTable {

        @Override
        public int rows() {
            return entities.size();
        }

        @Override
        public @Nullable Object value(int row, int column) {
            Entity entity = entities.get(row);
            return column < entity.values().size() ? entity.values().get(column) : entity.id();
        }
    }

    private static Stream<Embedding> embeddings(List<Entity> entities, Vectors vectors) {
        return IntStream.range(0, entities.size())
                .mapToObj(row -> new Embedding(entities.get(row).id(), vectors.embedding(row)));
    }
}
