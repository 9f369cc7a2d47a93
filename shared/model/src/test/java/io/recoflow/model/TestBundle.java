package io.recoflow.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.model.bundle.BundleInProgress;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingWriter;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.bundle.TowerInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A bundle as another framework may export it: no item tower, no user embeddings, 4 dimensions. */
public final class TestBundle {

    public static final int DIMENSION = 4;
    public static final String TOWER = "model/user_tower.onnx";
    public static final String ITEMS = "embeddings/item_embeddings.csv";
    public static final String USERS = "embeddings/user_embeddings.csv";

    private byte[] tower = TestTowers.cityAndCredit(DIMENSION);
    private String items = csv(3, 0);
    private int rows = 3;
    private int dimension = DIMENSION;
    private Optional<String> users = Optional.empty();
    private int userRows;
    private UnaryOperator<Manifest> change = UnaryOperator.identity();

    /** Items with the ids i0, i1, … and embeddings that begin with {@code first}. */
    public static String csv(int rows, float first) {
        return csv(IntStream.range(0, rows)
                .mapToObj(row -> new Embedding("i" + row, new float[] {first, row, row + 1, row + 2})));
    }

    private static String csv(Stream<Embedding> embeddings) {
        var bytes = new ByteArrayOutputStream();
        try {
            EmbeddingWriter.write(embeddings, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }

    public TestBundle tower(byte[] other) {
        tower = other;
        return this;
    }

    /** Items with the embeddings given, which are of {@link #DIMENSION}. */
    public TestBundle items(List<Embedding> embeddings) {
        rows = embeddings.size();
        return items(csv(embeddings.stream()));
    }

    public TestBundle items(String csv) {
        items = csv;
        return this;
    }

    /** Items as lines of CSV, of which the manifest gives the number. */
    public TestBundle items(String csv, int count) {
        rows = count;
        return items(csv);
    }

    /** Users as lines of CSV. */
    public TestBundle users(String csv, int count) {
        users = Optional.of(csv);
        userRows = count;
        return this;
    }

    /** Of another dimension, which a tower and items must have, too. */
    public TestBundle dimension(int other) {
        dimension = other;
        return tower(TestTowers.cityAndCredit(other));
    }

    public TestBundle manifest(UnaryOperator<Manifest> other) {
        change = other;
        return this;
    }

    /** Writes it into a folder of artifacts, and makes it the latest. */
    public ModelBundle writeTo(Path artifacts) {
        ModelArtifacts all = artifacts(artifacts);
        try (BundleInProgress bundle = all.begin()) {
            publish(bundle);
            return all.version(bundle.version());
        }
    }

    /** Writes it as a version that was begun. */
    public void publish(BundleInProgress bundle) {
        bundle.publish(write(bundle));
    }

    /** Writes it as a version that was begun, and does not publish it. */
    public void keep(BundleInProgress bundle) {
        bundle.keepUnpublished(write(bundle));
    }

    private Manifest write(BundleInProgress bundle) {
        bundle.write(TOWER, stream -> stream.write(tower));
        bundle.write(ITEMS, stream -> stream.write(items.getBytes(UTF_8)));
        users.ifPresent(csv -> bundle.write(USERS, stream -> stream.write(csv.getBytes(UTF_8))));
        return change.apply(new Manifest(
                Manifest.FORMAT_VERSION,
                bundle.version(),
                Instant.EPOCH,
                "a test",
                dimension,
                dimension,
                new TowerDescription(TOWER, List.of(TowerInput.text("city"), TowerInput.number("creditLimit", 7))),
                Optional.empty(),
                new EmbeddingsDescription(ITEMS, rows),
                users.map(any -> new EmbeddingsDescription(USERS, userRows)),
                Optional.empty(),
                Optional.empty(),
                bundle.files()));
    }

    public static ModelArtifacts artifacts(Path folder) {
        return ModelArtifacts.open(folder.toUri().toString(), new Configuration(), Clock.systemUTC());
    }

    /** A manifest of another dimension. */
    public static Manifest withDimension(Manifest manifest, int dimension) {
        return new Manifest(
                manifest.formatVersion(),
                manifest.version(),
                manifest.createdAt(),
                manifest.producer(),
                dimension,
                dimension,
                manifest.userTower(),
                manifest.itemTower(),
                manifest.itemEmbeddings(),
                manifest.userEmbeddings(),
                manifest.trainingSnapshot(),
                manifest.metrics(),
                manifest.files(),
                manifest.foldIn());
    }

    /** A manifest of another user tower. */
    public static Manifest withInputs(Manifest manifest, TowerInput... inputs) {
        return new Manifest(
                manifest.formatVersion(),
                manifest.version(),
                manifest.createdAt(),
                manifest.producer(),
                manifest.dimension(),
                manifest.similarityDimensions(),
                new TowerDescription(manifest.userTower().file(), List.of(inputs)),
                manifest.itemTower(),
                manifest.itemEmbeddings(),
                manifest.userEmbeddings(),
                manifest.trainingSnapshot(),
                manifest.metrics(),
                manifest.files(),
                manifest.foldIn());
    }

    /** A manifest whose last dimension is a bias, and whose shoppers a session moves. */
    public static Manifest withFoldIn(Manifest manifest, FoldInDescription foldIn) {
        return new Manifest(
                manifest.formatVersion(),
                manifest.version(),
                manifest.createdAt(),
                manifest.producer(),
                manifest.dimension(),
                manifest.dimension() - 1,
                manifest.userTower(),
                manifest.itemTower(),
                manifest.itemEmbeddings(),
                manifest.userEmbeddings(),
                manifest.trainingSnapshot(),
                manifest.metrics(),
                manifest.files(),
                Optional.of(foldIn));
    }
}
