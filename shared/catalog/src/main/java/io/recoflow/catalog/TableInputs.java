package io.recoflow.catalog;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Makes the table that shows a snapshot. */
final class TableInputs {

    private static final String INPUT_FORMAT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
    private static final String OUTPUT_FORMAT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
    private static final String SERIALIZATION = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

    private TableInputs() {}

    /**
     * The whole table: columns and location are the snapshot's. Of the one that is there its description, owner,
     * retention, the comments of columns that stay, and parameters of other things are kept.
     */
    static TableInput of(CatalogTable table, SnapshotTable snapshot, Optional<Table> existing) {
        Map<String, String> comments = existing.map(TableInputs::comments).orElse(Map.of());
        TableInput.Builder input = TableInput.builder()
                .name(table.name())
                .tableType("EXTERNAL_TABLE")
                .parameters(TableParameters.of(
                        snapshot, existing.map(Table::parameters).orElse(Map.of())))
                .partitionKeys(column(snapshot.partitionColumn(), comments))
                .storageDescriptor(storage(snapshot, comments));
        existing.ifPresent(kept ->
                input.description(kept.description()).owner(kept.owner()).retention(kept.retention()));
        return input.build();
    }

    private static StorageDescriptor storage(SnapshotTable snapshot, Map<String, String> comments) {
        List<Column> columns = Arrays.stream(snapshot.columns().fields())
                .map(field -> column(field, comments))
                .toList();
        return StorageDescriptor.builder()
                .columns(columns)
                .location(snapshot.location())
                .inputFormat(INPUT_FORMAT)
                .outputFormat(OUTPUT_FORMAT)
                .serdeInfo(format -> format.serializationLibrary(SERIALIZATION)
                        // Where Spark looks for a table of its own.
                        .parameters(Map.of("serialization.format", "1", "path", snapshot.location())))
                .build();
    }

    private static Column column(StructField field, Map<String, String> comments) {
        String name = SnapshotTable.catalogName(field.name());
        Column.Builder column = Column.builder().name(name).type(hiveType(field.dataType()));
        if (comments.containsKey(name)) {
            column.comment(comments.get(name));
        }
        return column.build();
    }

    private static String hiveType(DataType type) {
        return type.equals(DataTypes.TimestampNTZType) ? "timestamp" : type.catalogString();
    }

    private static Map<String, String> comments(Table table) {
        Stream<Column> columns =
                table.storageDescriptor() == null ? Stream.empty() : table.storageDescriptor().columns().stream();
        Map<String, String> comments = new HashMap<>();
        Stream.concat(columns, table.partitionKeys().stream())
                .filter(column -> column.comment() != null)
                .forEach(column -> comments.put(SnapshotTable.catalogName(column.name()), column.comment()));
        return comments;
    }
}
