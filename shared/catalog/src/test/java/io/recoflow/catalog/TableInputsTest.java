package io.recoflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

final class TableInputsTest {

    private final TableInput created =
            TableInputs.of(Snapshots.TABLE, Snapshots.named(Snapshots.NEW), Optional.empty());

    @Test
    void theTableHasTheColumnsOfTheFilesInHivesTypes() {
        assertThat(created.storageDescriptor().columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly(
                        "city string",
                        "creditlimit decimal(10,2)",
                        "quantityinstock smallint",
                        "productrating int",
                        "since date",
                        "seen timestamp");
        assertThat(created.partitionKeys())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly("customernumber int");
    }

    @Test
    void theTableLiesInTheSnapshotsFolderAsS3() {
        assertThat(created.name()).isEqualTo("ratings");
        assertThat(created.tableType()).isEqualTo("EXTERNAL_TABLE");
        assertThat(created.storageDescriptor().location()).isEqualTo(Snapshots.location(Snapshots.NEW));
        assertThat(created.storageDescriptor().serdeInfo().serializationLibrary())
                .endsWith("ParquetHiveSerDe");
        assertThat(created.parameters())
                .containsEntry("classification", "parquet")
                .containsEntry("recoflow.snapshot", Snapshots.NEW);
    }

    @Test
    void athenaCalculatesThePartitions() {
        assertThat(created.parameters())
                .containsEntry("projection.enabled", "true")
                .containsEntry("projection.customernumber.type", "integer")
                .containsEntry("projection.customernumber.range", "103,496")
                .containsEntry(
                        "storage.location.template",
                        Snapshots.location(Snapshots.NEW) + "customerNumber=${customernumber}/");
    }

    @Test
    void athenaIsGivenCustomersThatAreNumberedByText() {
        SnapshotTable numbered = Snapshots.named(Snapshots.NEW);
        SnapshotTable byText = new SnapshotTable(
                numbered.snapshot(),
                numbered.folder(),
                numbered.columns(),
                DataTypes.createStructField("customerNumber", DataTypes.StringType, true),
                PartitionRange.of(List.of("customerNumber=007")));

        TableInput table = TableInputs.of(Snapshots.TABLE, byText, Optional.empty());

        assertThat(table.parameters())
                .containsEntry("projection.customernumber.type", "injected")
                .doesNotContainKey("projection.customernumber.range");
        assertThat(table.partitionKeys().get(0).type()).isEqualTo("string");
    }

    @Test
    void sparkListsTheFolderOfATableOfItsOwn() {
        assertThat(created.storageDescriptor().serdeInfo().parameters())
                .containsEntry("path", Snapshots.location(Snapshots.NEW));
        assertThat(created.parameters())
                .containsEntry("spark.sql.sources.provider", "parquet")
                .containsEntry("spark.sql.sources.schema.numParts", "1")
                .containsEntry("spark.sql.sources.schema.numPartCols", "1")
                .containsEntry("spark.sql.sources.schema.partCol.0", "customerNumber")
                .doesNotContainKey("spark.sql.partitionProvider");
        assertThat(DataType.fromJson(created.parameters().get("spark.sql.sources.schema.part.0")))
                .isEqualTo(Snapshots.named(Snapshots.NEW).columns().add("customerNumber", DataTypes.IntegerType));
    }

    @Test
    void whatAPersonSetStaysAndWhatDescribedOtherFilesGoes() {
        Table before = Table.builder()
                .name("ratings")
                .description("Ratings for training")
                .owner("data")
                .retention(7)
                .parameters(Map.of(
                        "team", "recommendations",
                        "recoflow.snapshot", Snapshots.OLD,
                        "projection.customernumber.digits", "5",
                        "projection.year.type", "injected",
                        "spark.sql.sources.schema", new StructType().json(),
                        "spark.sql.partitionProvider", "catalog",
                        "spark.sql.statistics.numRows", "12"))
                .storageDescriptor(storage -> storage.columns(
                        Column.builder()
                                .name("city")
                                .type("int")
                                .comment("as billed")
                                .build(),
                        Column.builder().name("gone").type("int").build()))
                .build();

        TableInput moved = TableInputs.of(Snapshots.TABLE, Snapshots.named(Snapshots.NEW), Optional.of(before));

        assertThat(moved.description()).isEqualTo("Ratings for training");
        assertThat(moved.owner()).isEqualTo("data");
        assertThat(moved.retention()).isEqualTo(7);
        assertThat(moved.parameters())
                .containsEntry("team", "recommendations")
                .containsAllEntriesOf(created.parameters())
                .hasSize(created.parameters().size() + 1);
        assertThat(moved.storageDescriptor().columns())
                .extracting(Column::name)
                .containsExactlyElementsOf(created.storageDescriptor().columns().stream()
                        .map(Column::name)
                        .toList());
        assertThat(moved.storageDescriptor().columns().get(0).comment()).isEqualTo("as billed");
    }
}
