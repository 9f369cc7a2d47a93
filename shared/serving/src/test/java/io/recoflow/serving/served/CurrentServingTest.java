package io.recoflow.serving.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.serving.ServingFixture;
import io.recoflow.testkit.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CurrentServingTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration REFRESH = Duration.ofMillis(150);

    private final ServingFixture shop;
    private final Path artifacts;
    private final List<String> reports = new CopyOnWriteArrayList<>();

    CurrentServingTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSpark.session(Map.of()), folder);
        this.artifacts = folder.resolve("artifacts");
    }

    @Test
    void popularityServesUntilThereIsAModelWhichIsTakenUp() throws Exception {
        shop.withPopularProducts();
        try (CurrentServing serving = start()) {
            assertThat(serving.now().model()).isEmpty();
            assertThat(serving.now().popular().ranked("France").limit(5))
                    .containsExactly("P10", "P11", "P12", "P00", "P01");
            assertThat(serving.now().popular().ranked("Atlantis").limit(2)).containsExactly("P00", "P01");

            String version = shop.publishModel();

            awaitModel(serving, version);
            assertThat(reports).isEmpty();
        }
    }

    @Test
    void aBrokenModelIsRefusedAndReportedOnceAndTheOldOneStays() throws Exception {
        shop.withPopularProducts();
        String good = shop.publishModel();
        try (CurrentServing serving = start()) {
            awaitModel(serving, good);
            Path broken = artifacts.resolve(ServingFixture.bundle()
                    .tower(new byte[] {1, 2, 3})
                    .writeTo(artifacts)
                    .manifest()
                    .version());
            Awaitility.await().atMost(LIMIT).until(() -> reports.size() == 1);
            assertThat(reports.get(0))
                    .startsWith("The newest model, " + broken.getFileName() + ", is refused: ")
                    .contains("ONNX Runtime cannot load it")
                    .endsWith("The last one is served on, " + good + ".");
            Awaitility.await().during(REFRESH.multipliedBy(3)).until(() -> reports.size() == 1);
            assertThat(serving.now().modelVersion()).contains(good);

            awaitModel(serving, shop.publishModel());
        }
    }

    @Test
    void aDamagedFileIsRefused() throws Exception {
        shop.withPopularProducts();
        Path bundle = artifacts.resolve(shop.publishModel());
        Path items = bundle.resolve("embeddings/item_embeddings.csv");
        Files.writeString(items, Files.readString(items).replace("P07", "P77"));
        try (CurrentServing serving = start()) {
            assertThat(serving.now().model()).isEmpty();
            assertThat(reports)
                    .singleElement()
                    .asString()
                    .contains("is refused")
                    .contains("item_embeddings.csv");
        }
    }

    @Test
    void whatIsDeletedIsServedOn() throws Exception {
        shop.withPopularProducts();
        String version = shop.publishModel();
        try (CurrentServing serving = start()) {
            awaitModel(serving, version);

            delete(artifacts);

            Awaitility.await().atMost(LIMIT).until(() -> !reports.isEmpty());
            assertThat(reports.get(0)).isEqualTo("The model is gone. The last one is served on, " + version + ".");
            assertThat(serving.now().modelVersion()).contains(version);
        }
    }

    @Test
    void newPopularityAndStockAreTakenUp() throws Exception {
        shop.withPopularProducts().withStock(Set.of());
        String version = shop.publishModel();
        try (CurrentServing serving = start()) {
            awaitModel(serving, version);
            String old = serving.now().popular().snapshot();

            shop.withPopularProducts().withStock(Set.of("P18"));

            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> !serving.now().popular().snapshot().equals(old)
                            && serving.now().stock().soldOut().contains("P18"));
            assertThat(serving.now().modelVersion()).contains(version);
            assertThat(serving.now().model().orElseThrow().best(new float[] {1, 0, 0, 0}, 1, Set.of()))
                    .extracting(neighbour -> neighbour.id())
                    .containsExactly("P17");
        }
    }

    @Test
    void withoutPopularityNothingIsPromised() {
        assertThatThrownBy(this::start)
                .isInstanceOf(JobException.class)
                .hasMessageContaining("Cannot promise an answer to every event")
                .hasMessageContaining("popular_products/_latest is missing")
                .hasMessageContaining("Run training-etl");
    }

    private CurrentServing start() throws InterruptedException {
        return CurrentServing.start(
                new ServingSettings(shop.artifacts(), shop.lake(), REFRESH, 5), new Configuration(), reports::add);
    }

    private static void awaitModel(CurrentServing serving, String version) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> serving.now().modelVersion().equals(Optional.of(version)));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
