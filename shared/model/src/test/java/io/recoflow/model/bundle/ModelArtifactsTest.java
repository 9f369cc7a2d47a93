package io.recoflow.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.model.TestBundle;
import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.version.TestFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bundles have of their own in the way that versions are kept. */
class ModelArtifactsTest {

    private final TestFolder test;
    private final ModelArtifacts artifacts;

    ModelArtifactsTest(@TempDir Path folder) {
        test = new TestFolder(folder, FaultyFileSystem.DISK);
        artifacts = new ModelArtifacts(test.storage(), test.root(), test);
    }

    @Test
    void filesAreCalledAndThePointerSaysWhatItAlwaysDid() {
        try (BundleInProgress bundle = artifacts.begin()) {
            assertThat(test.names("20261120T080000Z")).containsExactly("_writing");
            new TestBundle().publish(bundle);
        }

        assertThat(test.names("")).containsExactly("20261120T080000Z", "_latest");
        assertThat(test.names("20261120T080000Z")).containsExactly("embeddings", "manifest.json", "model");
        assertThat(test.read("_latest")).isEqualTo("""
                {
                  "formatVersion" : 1,
                  "version" : "20261120T080000Z"
                }""");
    }

    /** Its file is empty, and nothing renews it. */
    @Test
    void aFolderThatAnEarlierReleaseWritesIsLeftToItForADay() {
        test.write("20261120T080000Z/_writing", "");
        try (BundleInProgress bundle = artifacts.begin()) {
            assertThat(bundle.version()).isEqualTo("20261120T080001Z");
        }
        test.advance(Duration.ofHours(23));
        assertThat(artifacts.removeLeftovers()).isEmpty();

        test.advance(Duration.ofHours(2));
        assertThat(artifacts.removeLeftovers()).extracting(Object::toString).containsExactly("20261120T080000Z");
    }

    @Test
    void aRunThatWasTakenForDeadKeepsNoBundle() {
        try (BundleInProgress bundle = artifacts.begin()) {
            test.write("20261120T080000Z/_writing", "");

            assertThatThrownBy(() -> new TestBundle().keep(bundle))
                    .hasMessageContaining("another run took this one for dead and cleaned up after it");
        }
    }

    /** It is copied file by file, and the manifest may come last. */
    @Test
    void aBundleThatIsBeingCopiedFromElsewhereStays() {
        test.write("20261120T070000Z/model/user_tower.onnx", "x");
        test.advance(Duration.ofDays(3));

        assertThat(artifacts.removeLeftovers()).isEmpty();
        assertThat(artifacts.prune(1)).isEmpty();
        assertThat(test.names("20261120T070000Z")).containsExactly("model");
    }

    @Test
    void aBundleThatWasNotPublishedIsWholeAndNeverServedByItself() {
        try (BundleInProgress slow = artifacts.begin();
                BundleInProgress refused = artifacts.begin()) {
            new TestBundle().keep(refused);
            assertThat(artifacts.latestVersion()).isEmpty();
            refused.close();

            new TestBundle().publish(slow);

            assertThat(artifacts.latestVersion()).hasValue(slow.version());
            assertThat(artifacts.version(refused.version()).manifest().version())
                    .isEqualTo(refused.version());
            assertThat(artifacts.removeLeftovers()).isEmpty();
        }
        for (int i = 0; i < 2; i++) {
            test.advance(Duration.ofHours(1));
            try (BundleInProgress refused = artifacts.begin()) {
                new TestBundle().keep(refused);
            }
        }
        assertThat(artifacts.prune(1))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("20261120T080001Z", "20261120T090000Z");
        assertThat(test.names("")).containsExactly("20261120T080000Z", "20261120T100000Z", "_latest");
        assertThat(artifacts.latestVersion()).hasValue("20261120T080000Z");
    }
}
