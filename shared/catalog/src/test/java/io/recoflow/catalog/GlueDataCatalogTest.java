package io.recoflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.catalog.CatalogMove.Action;
import io.recoflow.catalog.LocalGlue.Call;
import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The AWS SDK's own client against a catalog that speaks Glue's protocol. */
final class GlueDataCatalogTest {

    private static final String BY_HAND = """
            {"Name": "ratings", "Description": "by hand", "Parameters": {"team": "recommendations"}}""";

    private final TablePointer pointer = TablePointer.inGlue(Snapshots.TABLE);
    private LocalGlue glue;

    @BeforeEach
    void start() throws IOException {
        glue = LocalGlue.start("shop");
        glue.systemProperties().forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        glue.systemProperties().keySet().forEach(System::clearProperty);
        glue.close();
    }

    @Test
    void createsTheTable() {
        assertThat(pointer.move(Snapshots.named(Snapshots.NEW)).action()).isEqualTo(Action.CREATED);

        JsonNode table = glue.table("shop", "ratings").orElseThrow();
        assertThat(table.path("StorageDescriptor").path("Location").asText())
                .isEqualTo(Snapshots.location(Snapshots.NEW));
        assertThat(table.path("Parameters").path("recoflow.snapshot").asText()).isEqualTo(Snapshots.NEW);
        assertThat(table.path("PartitionKeys").path(0).path("Name").asText()).isEqualTo("customernumber");
    }

    @Test
    void movesTheVersionThatItReadAndKeepsNoArchive() throws IOException {
        glue.put("shop", BY_HAND);

        assertThat(pointer.move(Snapshots.named(Snapshots.NEW)).action()).isEqualTo(Action.MOVED);

        assertThat(glue.calls()).extracting(Call::action).containsExactly("GetTable", "UpdateTable");
        JsonNode update = glue.calls().get(1).request();
        assertThat(update.path("VersionId").asText()).isEqualTo("0");
        assertThat(update.path("SkipArchive").asBoolean()).isTrue();
        JsonNode table = glue.table("shop", "ratings").orElseThrow();
        assertThat(table.path("Description").asText()).isEqualTo("by hand");
        assertThat(table.path("Parameters").path("team").asText()).isEqualTo("recommendations");
    }

    @Test
    void readsTheTableAgainWhereSomebodyElseChangedIt() throws IOException {
        glue.put("shop", BY_HAND);
        AtomicBoolean changed = new AtomicBoolean();
        glue.beforeUpdate(() -> {
            if (changed.compareAndSet(false, true)) {
                putByHand();
            }
        });

        assertThat(pointer.move(Snapshots.named(Snapshots.NEW)).action()).isEqualTo(Action.MOVED);

        assertThat(glue.calls())
                .extracting(Call::action)
                .containsExactly("GetTable", "UpdateTable", "GetTable", "UpdateTable");
        assertThat(glue.calls().get(3).request().path("VersionId").asText()).isEqualTo("1");
    }

    @Test
    void tellsThatThereIsNoDatabase() {
        TablePointer elsewhere = TablePointer.inGlue(new CatalogTable("nowhere", "ratings"));

        assertThatThrownBy(() -> elsewhere.move(Snapshots.named(Snapshots.NEW)))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("the Data Catalog has no database nowhere")
                .hasMessageContaining("Create the database nowhere in the Data Catalog, then run the job again");
    }

    @Test
    void tellsWhatTheRoleMayNotDo() {
        glue.refuse("GetTable", "AccessDeniedException", "not authorized to perform: glue:GetTable");

        assertThatThrownBy(pointer::plan)
                .isInstanceOf(JobException.class)
                .hasMessageContaining(
                        "Cannot use --catalog-table shop.ratings: AWS Glue answered AccessDeniedException")
                .hasMessageContaining("Allow the job's role glue:GetTable, glue:CreateTable and glue:UpdateTable");
    }

    @Test
    void tellsThatNobodyAnswers() {
        System.setProperty("aws.endpointUrlGlue", "http://127.0.0.1:1");

        assertThatThrownBy(pointer::plan)
                .isInstanceOf(JobException.class)
                .hasMessageContaining("Cannot use --catalog-table shop.ratings")
                .hasMessageContaining("a network path to Glue");
    }

    private void putByHand() {
        try {
            glue.put("shop", BY_HAND);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
