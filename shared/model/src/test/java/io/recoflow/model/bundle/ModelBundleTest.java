package io.recoflow.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.model.TestBundle;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {

    private final Path artifacts;

    ModelBundleTest(@TempDir Path artifacts) {
        this.artifacts = artifacts;
    }

    @Test
    void whatIsWrittenIsReadBack() {
        ModelBundle written = new TestBundle().writeTo(artifacts);

        ModelBundle read = TestBundle.artifacts(artifacts).latest();

        assertThat(read.manifest()).isEqualTo(written.manifest());
        assertThat(embeddings(read)).extracting(Embedding::id).containsExactly("i0", "i1", "i2");
        assertThat(embeddings(read).get(2).values()).containsExactly(0, 2, 3, 4);
        assertThat(read.damage()).isEmpty();
    }

    @Test
    void numbersAndIdsSurviveToTheLastBit() throws IOException {
        float[] values = {Float.MIN_VALUE, -Float.MAX_VALUE, 1 / 3f, -0f};
        var csv = new ByteArrayOutputStream();
        EmbeddingWriter.write(Stream.of(new Embedding("a \"b\", ü", values)), csv);
        ModelBundle bundle = new TestBundle().items(csv.toString(UTF_8)).writeTo(artifacts);

        Embedding read = embeddings(bundle).get(0);

        assertThat(read.id()).isEqualTo("a \"b\", ü");
        assertThat(read.values()).containsExactly(values);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);
        Files.delete(file(bundle, TestBundle.TOWER));

        assertThat(bundle.damage()).containsExactly("model/user_tower.onnx is missing");
        refused(() -> bundle.read(bundle.manifest().userTower()), "model/user_tower.onnx is missing");
    }

    @Test
    void aMissingManifestIsNamed() throws IOException {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);
        Files.delete(file(bundle, "manifest.json"));

        refused(() -> TestBundle.artifacts(artifacts).latest(), "manifest.json is missing");
    }

    @Test
    void aChangedByteIsFoundByTheChecksum() throws IOException {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);
        Path items = file(bundle, TestBundle.ITEMS);
        Files.writeString(items, Files.readString(items).replace("[0.0,1.0", "[0.0,9.0"));

        assertThat(bundle.damage()).singleElement().asString().contains("item_embeddings.csv has the SHA-256 checksum");
        refused(() -> embeddings(bundle), "item_embeddings.csv has the SHA-256 checksum");
    }

    @Test
    void aFileThatWasCutIsFoundByItsLength() throws IOException {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);
        Path tower = file(bundle, TestBundle.TOWER);
        byte[] content = Files.readAllBytes(tower);
        Files.write(tower, Arrays.copyOf(content, content.length - 1));

        refused(
                () -> bundle.read(bundle.manifest().userTower()),
                "has " + (content.length - 1) + " bytes, and the manifest says " + content.length);
    }

    @Test
    void anUnknownFormatIsRefusedWithTheRemedy() throws IOException {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);
        Path manifest = file(bundle, "manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"formatVersion\" : 2", "\"formatVersion\" : 3, \"more\" : 1"));

        refused(
                () -> TestBundle.artifacts(artifacts).latest(),
                "its format version is 3, and this release knows 1 to 2");
    }

    /** As an earlier release wrote it. */
    @Test
    void theFirstFormatIsReadOnWithItsFigures() throws IOException {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);
        Path manifest = file(bundle, "manifest.json");
        String figures = "{\"rankings\": [{\"ranking\": \"model\", \"rmse\": 0.7, \"ndcgAt10\": 0.9}],"
                + " \"catalogueCoverage\": 0.5, \"heldOut\": 9}";
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("\"formatVersion\" : 2", "\"formatVersion\" : 1")
                        .replaceFirst("(?s),\\s*\"foldIn\" : null", "")
                        .replaceFirst("\"metrics\" : null", "\"metrics\" : " + figures));

        Manifest read = TestBundle.artifacts(artifacts).latest().manifest();

        assertThat(read.formatVersion()).isEqualTo(1);
        assertThat(read.foldIn()).isEmpty();
        assertThat(read.metrics().orElseThrow().rankings()).singleElement().satisfies(model -> {
            assertThat(model.rmse()).contains(0.7);
            assertThat(model.recallAt10()).isEmpty();
        });
    }

    @Test
    void aFoldInThatCannotBeUsedIsAProblem() {
        Manifest manifest = TestBundle.withFoldIn(
                new TestBundle().writeTo(artifacts).manifest(), new FoldInDescription(1, -5, 10, 0.3, 0));

        assertThat(manifest.problems())
                .satisfiesExactly(
                        weight -> assertThat(weight).contains("foldIn.viewWeight is -5.0"),
                        price -> assertThat(price).contains("foldIn.regularization is 0.0"));
    }

    @Test
    void aManifestThatIsNoJsonIsRefused() throws IOException {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);
        Files.writeString(file(bundle, "manifest.json"), "{");

        refused(() -> TestBundle.artifacts(artifacts).latest(), "manifest.json: The JSON is not a");
    }

    @Test
    void linesThatAreWrongAreNamedAndTheOthersRead() {
        ModelBundle bundle = new TestBundle().items("""
                        id,embedding
                        a,"[1,2,3]"
                        b,"[1,2,NaN,4]"
                        c,"[1,2,x,4]"
                        d,1 2 3 4
                        e,"[1,2,3,1e99]"
                        f,"[1,2,3,4]"
                        g
                        """).writeTo(artifacts);

        List<String> read = new ArrayList<>();
        try (EmbeddingReader reader = bundle.read(bundle.manifest().itemEmbeddings())) {
            for (int line = 0; line < 8; line++) {
                try {
                    read.add(reader.next().map(Embedding::id).orElse("end"));
                } catch (EmbeddingFormatException e) {
                    read.add(e.getMessage());
                }
            }
        }

        String file = "embeddings/item_embeddings.csv, line ";
        assertThat(read)
                .containsExactly(
                        file + "2: the vector of a has 3 dimensions, and the manifest says 4",
                        file + "3: the vector of b has NaN, which is not finite",
                        file + "4: the vector of c has 'x', which is no number",
                        file + "5: the vector of d is not in brackets",
                        file + "6: the vector of e has 1e99, which is not finite",
                        "f",
                        file + "8: it is not an id and a vector; a vector is quoted: id,\"[0.1,0.2]\"",
                        "end");
    }

    @Test
    void anotherHeaderIsRefused() {
        ModelBundle bundle =
                new TestBundle().items("code,vector\na,\"[1,2,3,4]\"\n").writeTo(artifacts);

        assertThatThrownBy(() -> embeddings(bundle)).hasMessageContaining("the header is not id,embedding");
    }

    @Test
    void whoReadsAVersionGoesOnWithItWhenAnotherBecomesTheLatest() {
        new TestBundle().items(TestBundle.csv(3, 1)).writeTo(artifacts);
        ModelBundle first = TestBundle.artifacts(artifacts).latest();
        List<Embedding> read = new ArrayList<>();
        try (EmbeddingReader reader = first.read(first.manifest().itemEmbeddings())) {
            read.add(reader.next().orElseThrow());
            new TestBundle().items(TestBundle.csv(3, 2)).writeTo(artifacts);
            reader.next().ifPresent(read::add);
            reader.next().ifPresent(read::add);
        }

        assertThat(read)
                .allSatisfy(each -> assertThat(each.values()[0]).isEqualTo(1))
                .hasSize(3);
        assertThat(embeddings(TestBundle.artifacts(artifacts).latest()))
                .allSatisfy(each -> assertThat(each.values()[0]).isEqualTo(2));
    }

    @Test
    void aVersionThatWasNotPublishedLeavesNothing() throws IOException {
        new TestBundle().writeTo(artifacts);
        Optional<String> before = TestBundle.artifacts(artifacts).latestVersion();

        try (BundleInProgress bundle = TestBundle.artifacts(artifacts).begin()) {
            bundle.write("model/user_tower.onnx", stream -> stream.write(1));
        }

        assertThat(TestBundle.artifacts(artifacts).latestVersion()).isEqualTo(before);
        try (var files = Files.list(artifacts)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("_latest", before.orElseThrow());
        }
    }

    @Test
    void withoutAnyVersionTheFixIsTold() {
        refused(() -> TestBundle.artifacts(artifacts).latest(), "_latest is missing. Run train-model");
    }

    @Test
    void aPointerOutOfTheFolderIsRefused() throws IOException {
        Files.writeString(artifacts.resolve("_latest"), "{\"formatVersion\": 1, \"version\": \"../elsewhere\"}");

        refused(() -> TestBundle.artifacts(artifacts).latest(), "it names '../elsewhere'; a version is");
    }

    private static List<Embedding> embeddings(ModelBundle bundle) {
        List<Embedding> all = new ArrayList<>();
        try (EmbeddingReader reader = bundle.read(bundle.manifest().itemEmbeddings())) {
            for (Optional<Embedding> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private static Path file(ModelBundle bundle, String name) {
        return Path.of(new org.apache.hadoop.fs.Path(bundle.location()).toUri().getPath(), name);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(JobException.class, refusal -> assertThat(refusal.exitCode())
                        .isEqualTo(ExitCode.CONTRACT_VIOLATED))
                .hasMessageContaining(message);
    }

    /** Named as a person would: by any URI of Hadoop's. */
    @Test
    void aBundleIsOpenedWhereverItsFolderIs() {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);

        assertThat(ModelBundle.at(bundle.location(), new Configuration()).manifest())
                .isEqualTo(bundle.manifest());
    }
}
