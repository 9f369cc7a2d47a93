package io.recoflow.jobs.embeddings;

import static io.recoflow.jobs.embeddings.Bundles.embedding;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingsDescription;
import io.recoflow.model.bundle.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bundle that breaks its own manifest ends the job with exit code 5, and readers see what they saw before. */
class BrokenBundleTest {

    private static final List<Embedding> USERS = List.of(embedding("1", 1, 2, 3));

    @RegisterExtension
    final LoadEmbeddingsHarness load = new LoadEmbeddingsHarness();

    private String served = "";
    private List<String> tables = List.of();

    @BeforeEach
    void loadAGoodOne() throws SQLException {
        load.bundles().publish(3, 5, 2, 1);
        load.run().exits(0);
        served = load.served();
        tables = load.tables();
    }

    @Test
    void wrongDimension() throws SQLException {
        load.bundles().publish(3, List.of(embedding("A", 1, 2, 3), embedding("B", 1, 2)), USERS);
        assertRefused("line 3: the vector of B has 2 dimensions, and the manifest says 3");
    }

    @Test
    void notANumber() throws SQLException {
        load.bundles().publish(3, List.of(embedding("A", 1, Float.NaN, 3)), USERS);
        assertRefused("the vector of A has NaN, which is not finite");
    }

    @Test
    void infinite() throws SQLException {
        load.bundles().publish(3, List.of(embedding("A", 1, 2, Float.NEGATIVE_INFINITY)), USERS);
        assertRefused("the vector of A has -Infinity, which is not finite");
    }

    @Test
    void anItemTwice() throws SQLException {
        load.bundles()
                .publish(3, List.of(embedding("A", 1, 2, 3), embedding("B", 1, 2, 3), embedding("B", 3, 2, 1)), USERS);
        assertRefused("item embeddings", "ids that stand there more than once: B");
    }

    @Test
    void aUserTwice() throws SQLException {
        load.bundles()
                .publish(
                        3, List.of(embedding("A", 1, 2, 3)), List.of(embedding("7", 1, 2, 3), embedding("7", 3, 2, 1)));
        assertRefused("user embeddings", "ids that stand there more than once: 7");
    }

    @Test
    void anIdThatNoKeyCanHold() throws SQLException {
        load.bundles().publish(3, List.of(embedding("é".repeat(4_500), 1, 2, 3)), USERS);
        assertRefused("has 9000 bytes, and 2500 are the most that a key can have");
    }

    @Test
    void aCharacterThatTextCannotHold() throws SQLException {
        load.bundles().publish(3, List.of(embedding("A\0B", 1, 2, 3)), USERS);
        assertRefused("holds the character 0");
    }

    @Test
    void fewerRowsThanTheManifestSays() throws SQLException {
        publish(manifest -> with(manifest, new EmbeddingsDescription(Bundles.ITEMS, 3)));
        assertRefused("item_embeddings.csv has 2 rows, and the manifest says 3");
    }

    @Test
    void moreRowsThanTheManifestSays() throws SQLException {
        publish(manifest -> with(manifest, new EmbeddingsDescription(Bundles.ITEMS, 1)));
        assertRefused("item_embeddings.csv has 2 rows, and the manifest says 1");
    }

    @Test
    void aFileThatChangedSinceItWasWritten() throws SQLException, IOException {
        String version = publish(UnaryOperator.identity());
        Path file = load.bundles().file(version, Bundles.ITEMS);
        Files.writeString(file, Files.readString(file).replace("1.0", "1.5"));
        assertRefused("checksum");
    }

    @Test
    void aFileThatIsMissing() throws SQLException, IOException {
        String version = publish(UnaryOperator.identity());
        Files.delete(load.bundles().file(version, Bundles.ITEMS));
        assertRefused("item_embeddings.csv is missing");
    }

    @Test
    void otherEmbeddingsUnderTheNameOfAStoredVersion() throws SQLException, IOException {
        String stored = load.bundles().publish(3, 5, 2, 2);
        load.run("--keep-versions", "3").exits(0);
        served = load.served();
        tables = load.tables();
        String other = load.bundles().publish(3, 5, 2, 4);
        Files.move(
                load.bundles().folder().resolve(stored), load.bundles().folder().resolve("aside"));
        Files.move(
                load.bundles().folder().resolve(other), load.bundles().folder().resolve(stored));
        for (Path file : List.of(
                load.bundles().folder().resolve("_latest"), load.bundles().file(stored, "manifest.json"))) {
            Files.writeString(file, Files.readString(file).replace(other, stored));
        }
        assertRefused("versions never change", "Export the model under a new version");
    }

    private String publish(UnaryOperator<Manifest> change) {
        return load.bundles()
                .publish(
                        3,
                        List.of(embedding("A", 1, 2, 3), embedding("B", 3, 2, 1)).stream(),
                        Optional.of(USERS),
                        2,
                        change);
    }

    private static Manifest with(Manifest manifest, EmbeddingsDescription items) {
        return new Manifest(
                manifest.formatVersion(),
                manifest.version(),
                manifest.createdAt(),
                manifest.producer(),
                manifest.dimension(),
                manifest.similarityDimensions(),
                manifest.userTower(),
                manifest.itemTower(),
                items,
                manifest.userEmbeddings(),
                manifest.trainingSnapshot(),
                manifest.metrics(),
                manifest.files());
    }

    private void assertRefused(String... parts) throws SQLException {
        assertThat(load.run().error(5)).contains(parts);
        assertThat(load.served()).isEqualTo(served);
        assertThat(load.tables()).isEqualTo(tables);
    }
}
