package io.recoflow.jobs.embeddings;

import io.recoflow.model.bundle.BundleInProgress;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingWriter;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.bundle.TowerInput;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Model bundles in a folder, as a trainer leaves them; what is in the tower matters to nobody here. */
record Bundles(Path folder) {

    static final String ITEMS = "embeddings/item_embeddings.csv";
    private static final String USERS = "embeddings/user_embeddings.csv";
    private static final String TOWER = "model/user_tower.onnx";

    String uri() {
        return folder.toUri().toString();
    }

    /** Items S0, S1, … and users 100, 101, …, all of whose numbers are {@code value}. */
    String publish(int dimension, int items, int users, float value) {
        return publish(
                dimension,
                IntStream.range(0, items).mapToObj(i -> filled("S" + i, dimension, value)),
                Optional.of(IntStream.range(0, users)
                        .mapToObj(i -> filled(String.valueOf(100 + i), dimension, value))
                        .toList()),
                items,
                UnaryOperator.identity());
    }

    String publish(int dimension, List<Embedding> items, List<Embedding> users) {
        return publish(dimension, items.stream(), Optional.of(users), items.size(), UnaryOperator.identity());
    }

    /**
     * Publishes a bundle.
     *
     * @param change made to the manifest at last
     * @return the version
     */
    String publish(
            int dimension,
            Stream<Embedding> items,
            Optional<List<Embedding>> users,
            long itemCount,
            UnaryOperator<Manifest> change) {
        ModelArtifacts artifacts = ModelArtifacts.open(uri(), new Configuration(), Clock.systemUTC());
        try (BundleInProgress bundle = artifacts.begin()) {
            bundle.write(TOWER, stream -> stream.write(new byte[] {1, 2, 3}));
            bundle.write(ITEMS, stream -> EmbeddingWriter.write(items, stream));
            users.ifPresent(all -> bundle.write(USERS, stream -> EmbeddingWriter.write(all.stream(), stream)));
            bundle.publish(change.apply(new Manifest(
                    Manifest.FORMAT_VERSION,
                    bundle.version(),
                    Instant.EPOCH,
                    "a test",
                    dimension,
                    Math.max(1, dimension - 1),
                    new TowerDescription(TOWER, List.of(TowerInput.text("country"))),
                    Optional.empty(),
                    new EmbeddingsDescription(ITEMS, itemCount),
                    users.map(all -> new EmbeddingsDescription(USERS, all.size())),
                    Optional.empty(),
                    Optional.empty(),
                    bundle.files())));
            return bundle.version();
        }
    }

    static Embedding filled(String id, int dimension, float value) {
        float[] values = new float[dimension];
        Arrays.fill(values, value);
        return new Embedding(id, values);
    }

    static Embedding embedding(String id, float... values) {
        return new Embedding(id, values);
    }

    /** A file of a version. */
    Path file(String version, String name) {
        return folder.resolve(version).resolve(name);
    }
}
