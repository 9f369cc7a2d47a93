package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.catalog.LocalGlue;
import io.recoflow.catalog.LocalGlue.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole runs with {@code --catalog-table}. */
class CatalogTableRunTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    private LocalGlue glue;
    private Map<String, String> settings = Map.of();

    @BeforeEach
    void start() throws IOException, SQLException {
        etl.tinyShop();
        glue = LocalGlue.start("shop");
        settings = glue.systemProperties();
        settings.forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        settings.keySet().forEach(System::clearProperty);
        glue.close();
    }

    @Test
    void theTableShowsTheNewSnapshotBeforeTheOldOneIsDeleted() throws SQLException {
        ReportedRun first = etl.run("--catalog-table", "shop.ratings").exits(0);
        assertThat(first.report().path("catalogTable").path("action").asText()).isEqualTo("CREATED");
        assertShows(first);
        List<List<String>> snapshotsAtTheMove = new CopyOnWriteArrayList<>();
        glue.beforeUpdate(() -> snapshotsAtTheMove.add(etl.lake().snapshots(Lake.TRAINING)));

        ReportedRun second = etl.run("--catalog-table", "shop.ratings", "--keep-snapshots", "1")
                .exits(0);

        assertThat(snapshotsAtTheMove)
                .containsExactly(List.of("snapshot=" + first.runId(), "snapshot=" + second.runId()));
        assertThat(etl.lake().snapshots(Lake.TRAINING)).containsExactly("snapshot=" + second.runId());
        assertShows(second);
        JsonNode told = second.report().path("catalogTable");
        assertThat(told.path("action").asText()).isEqualTo("MOVED");
        assertThat(told.path("table").asText()).isEqualTo("shop.ratings");
        assertThat(told.path("snapshot").asText()).isEqualTo(second.runId());
        assertThat(second.out()).contains("Table shop.ratings: shows the snapshot " + second.runId());
    }

    @Test
    void aCatalogThatRefusesLeavesThePublishedSnapshot() {
        glue.refuse("CreateTable", "AccessDeniedException", "not authorized to perform: glue:CreateTable");

        ReportedRun run = etl.run("--catalog-table", "shop.ratings");

        assertThat(run.error(3))
                .contains("is published, but the table shop.ratings was not moved to it", "glue:CreateTable")
                .contains("run the job again");
        assertThat(etl.lake().latest(Lake.TRAINING)).hasFileName("snapshot=" + run.runId());
        assertThat(run.report().path("outcome").asText()).isEqualTo("FAILED");
        assertThat(run.report().path("failure").asText()).contains("is published");
        assertThat(run.report().path("datasets").path(0).path("latest").asBoolean())
                .isTrue();
        assertThat(run.report().path("phases"))
                .extracting(phase -> phase.path("name").asText())
                .contains("publish", "move catalog table")
                .doesNotContain("prune");
    }

    @Test
    void aDryRunAsksTheCatalogAndChangesNothing() {
        ReportedRun run =
                etl.run("--dry-run", "--catalog-table", "shop.ratings").exits(0);

        assertThat(run.out()).contains("Would create the table shop.ratings");
        assertThat(glue.calls()).extracting(Call::action).containsExactly("GetTable");
        assertThat(glue.table("shop", "ratings")).isEmpty();
    }

    @Test
    void aCatalogThatCannotBeReadEndsTheRunBeforeItReads() {
        glue.refuse("GetTable", "AccessDeniedException", "not authorized to perform: glue:GetTable");

        ReportedRun run = etl.run("--catalog-table", "shop.ratings");

        assertThat(run.error(3)).contains("Cannot use --catalog-table shop.ratings", "glue:GetTable");
        assertThat(etl.lake().snapshots(Lake.TRAINING)).isEmpty();
    }

    /** The table's rows and the partitions that Athena would calculate are those of the run's snapshot. */
    private void assertShows(ReportedRun run) throws SQLException {
        JsonNode table = glue.table("shop", "ratings").orElseThrow();
        String location = table.path("StorageDescriptor").path("Location").asText();
        Path folder = Path.of(URI.create(location));
        assertThat(folder).hasFileName("snapshot=" + run.runId());
        assertThat(Lake.query("SELECT count(*) FROM " + Lake.parquet(folder)))
                .containsExactly(List.of(run.balance().written()));
        JsonNode parameters = table.path("Parameters");
        assertThat(parameters.path("recoflow.snapshot").asText()).isEqualTo(run.runId());
        String[] range =
                parameters.path("projection.customernumber.range").asText().split(",", -1);
        String template = parameters.path("storage.location.template").asText();
        Set<Path> projected = LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]))
                .mapToObj(customer -> template.replace("${customernumber}", String.valueOf(customer)))
                .map(uri -> Path.of(URI.create(uri)))
                .collect(Collectors.toSet());
        assertThat(projected)
                .containsAll(etl.lake().customerFolders().stream()
                        .map(folder::resolve)
                        .toList());
        assertThat(folder.resolve("customerNumber=" + range[0])).isDirectory();
        assertThat(folder.resolve("customerNumber=" + range[1])).isDirectory();
    }
}
