package io.recoflow.serving.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import io.recoflow.testkit.TestSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServingFilesTest {

    private final ServingFixture shop;
    private final ServingFiles files;

    ServingFilesTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSpark.session(Map.of()), folder);
        this.files = new ServingFiles(
                new ServingSettings(shop.artifacts(), shop.lake(), Duration.ofMinutes(1), 5), new Configuration());
    }

    @Test
    void stockIsOfTheSnapshotThatWasFoundWhateverIsPublishedMeanwhile() {
        shop.withStock(Set.of("P18"));
        Found<Stock> found = files.latestStock(BusinessRules.NONE).orElseThrow();
        shop.withProductsWithoutStock("buyPrice");

        assertThat(found.load().get().soldOut()).containsExactly("P18");
    }

    @Test
    void aColumnWithALongerNameIsNoStock() {
        shop.withProductsWithoutStock("quantityInStockroom");
        Found<Stock> found = files.latestStock(BusinessRules.NONE).orElseThrow();

        assertThat(found.load().get().soldOut()).isEmpty();
    }
}
