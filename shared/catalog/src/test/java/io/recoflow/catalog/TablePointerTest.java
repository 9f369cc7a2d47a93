package io.recoflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.catalog.CatalogMove.Action;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glue.model.TableInput;

final class TablePointerTest {

    private static final TableInput BY_HAND = TableInput.builder()
            .name("ratings")
            .parameters(Map.of("team", "recommendations"))
            .build();

    private final FakeDataCatalog catalog = new FakeDataCatalog();
    private final TablePointer pointer = new TablePointer(Snapshots.TABLE, () -> catalog, Duration.ofMillis(1));

    @Test
    void aMissingTableIsCreated() {
        assertThat(pointer.plan()).isEqualTo("Would create the table shop.ratings");
        assertThat(catalog.table()).isEmpty();

        CatalogMove move = pointer.move(Snapshots.named(Snapshots.NEW));

        assertThat(move)
                .isEqualTo(new CatalogMove(
                        "shop.ratings", Action.CREATED, Snapshots.NEW, Snapshots.location(Snapshots.NEW)));
        assertShows(Snapshots.NEW);
        assertThat(pointer.plan())
                .isEqualTo("Would move the table shop.ratings, which shows " + Snapshots.location(Snapshots.NEW));
    }

    @Test
    void aTableMovesToTheNewSnapshot() {
        pointer.move(Snapshots.named(Snapshots.OLD));

        CatalogMove move = pointer.move(Snapshots.named(Snapshots.NEW));

        assertThat(move.action()).isEqualTo(Action.MOVED);
        assertShows(Snapshots.NEW);
        assertThat(catalog.calls()).containsExactly("find", "create", "find", "update");
    }

    @Test
    void whatOthersChangeMeanwhileIsKept() {
        catalog.holding(show(Snapshots.OLD)).changedMeanwhile(2, BY_HAND);

        CatalogMove move = pointer.move(Snapshots.named(Snapshots.NEW));

        assertThat(move.action()).isEqualTo(Action.MOVED);
        assertThat(catalog.calls()).containsExactly("find", "update", "find", "update", "find", "update");
        assertShows(Snapshots.NEW);
        assertThat(catalog.table().orElseThrow().parameters()).containsEntry("team", "recommendations");
    }

    @Test
    void aTableThatOthersCreateMeanwhileIsMoved() {
        catalog.changedMeanwhile(1, BY_HAND);

        CatalogMove move = pointer.move(Snapshots.named(Snapshots.NEW));

        assertThat(move.action()).isEqualTo(Action.MOVED);
        assertThat(catalog.calls()).containsExactly("find", "create", "find", "update");
        assertThat(catalog.table().orElseThrow().parameters()).containsEntry("team", "recommendations");
    }

    @Test
    void aTableThatOthersAlwaysChangeIsGivenUp() {
        catalog.holding(BY_HAND).changedMeanwhile(Integer.MAX_VALUE, BY_HAND);

        assertThatThrownBy(() -> pointer.move(Snapshots.named(Snapshots.NEW)))
                .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.UNAVAILABLE))
                .hasMessageContaining("is published, but the table shop.ratings was not moved")
                .hasMessageContaining("something else changed it")
                .hasMessageContaining("run the job again");
        assertThat(Collections.frequency(catalog.calls(), "update")).isEqualTo(TablePointer.MOST_TRIES);
        assertThat(catalog.table().orElseThrow().parameters()).isEqualTo(BY_HAND.parameters());
    }

    @Test
    void aNewerSnapshotOfTheSameDatasetStays() {
        catalog.holding(show(Snapshots.OLD)).changedMeanwhile(1, show(Snapshots.NEW));

        CatalogMove move = pointer.move(Snapshots.named("20261121T080000Z"));

        assertThat(move)
                .isEqualTo(new CatalogMove(
                        "shop.ratings", Action.LEFT_AT_NEWER, Snapshots.NEW, Snapshots.location(Snapshots.NEW)));
        assertShows(Snapshots.NEW);
    }

    @Test
    void aSnapshotOfAnotherLakeGoesHoweverNewItIs() {
        SnapshotTable here = Snapshots.named(Snapshots.OLD);
        SnapshotTable elsewhere = new SnapshotTable(
                Snapshots.NEW,
                "s3://elsewhere/ratings_ml_training/snapshot=" + Snapshots.NEW,
                here.columns(),
                here.partitionColumn(),
                here.range());
        pointer.move(elsewhere);

        assertThat(pointer.move(here).action()).isEqualTo(Action.MOVED);
        assertShows(Snapshots.OLD);
    }

    @ParameterizedTest
    @CsvSource({
        "VIRTUAL_VIEW,   team,                       data,    a view",
        "EXTERNAL_TABLE, table_type,                 ICEBERG, a table of the format ICEBERG",
        "EXTERNAL_TABLE, spark.sql.sources.provider, delta,   a table of the format delta",
    })
    void whatIsNoTableOfFilesIsRefused(String type, String parameter, String value, String kind) {
        TableInput foreign = TableInput.builder()
                .name("ratings")
                .tableType(type)
                .parameters(Map.of(parameter, value))
                .build();
        catalog.holding(foreign);

        for (Runnable use : List.<Runnable>of(pointer::plan, () -> pointer.move(Snapshots.named(Snapshots.NEW)))) {
            assertThatThrownBy(use::run)
                    .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.exitCode())
                            .isEqualTo(ExitCode.USAGE))
                    .hasMessageContaining("Cannot use --catalog-table shop.ratings: it is " + kind);
        }
        assertThat(catalog.calls()).containsExactly("find", "find");
    }

    private static TableInput show(String snapshot) {
        return TableInputs.of(Snapshots.TABLE, Snapshots.named(snapshot), Optional.empty());
    }

    private void assertShows(String snapshot) {
        assertThat(catalog.table().orElseThrow().parameters()).containsEntry("recoflow.snapshot", snapshot);
        assertThat(catalog.table().orElseThrow().storageDescriptor().location())
                .isEqualTo(Snapshots.location(snapshot));
    }
}
