package io.recoflow.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The table's parameters. Athena calculates the partitions from {@code projection.*} and {@code
 * storage.location.template} (Athena's guide, "Supported types for partition projection"). Spark knows no projection: by
 * {@code spark.sql.sources.*} without a partition provider it takes the table for one of its own, and finds the
 * partitions by listing the folder (Spark's HiveExternalCatalog, restoreDataSourceTable).
 */
final class TableParameters {

    /** The snapshot's name. */
    static final String SNAPSHOT = "recoflow.snapshot";

    /** Spark's word for the format of a table of its own. */
    static final String PROVIDER = "spark.sql.sources.provider";

    static final String FORMAT = "parquet";

    /** What described the files of another snapshot is wrong for this one. */
    private static final List<String> REPLACED =
            List.of("projection.", "spark.sql.sources.", "spark.sql.statistics.", "spark.sql.partitionProvider");

    private TableParameters() {}

    /** The parameters of a table that had some before; what a person set of other things stays. */
    static Map<String, String> of(SnapshotTable snapshot, Map<String, String> before) {
        Map<String, String> parameters = new TreeMap<>(before);
        parameters.keySet().removeIf(name -> REPLACED.stream().anyMatch(name::startsWith));
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("classification", FORMAT);
        parameters.put(SNAPSHOT, snapshot.snapshot());
        parameters.putAll(projection(snapshot));
        parameters.putAll(sparkTable(snapshot));
        return parameters;
    }

    private static Map<String, String> projection(SnapshotTable snapshot) {
        String folder = snapshot.partitionColumn().name();
        String column = SnapshotTable.catalogName(folder);
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("projection.enabled", "true");
        if (snapshot.partitionColumn().dataType().equals(DataTypes.StringType)) {
            // Text has no range to go through: each query has to name its customers.
            parameters.put("projection." + column + ".type", "injected");
        } else {
            parameters.put("projection." + column + ".type", "integer");
            parameters.put(
                    "projection." + column + ".range",
                    snapshot.range().smallest() + "," + snapshot.range().largest());
        }
        // Without the slash, S3's folder of customer 1 would also be the beginning of that of customer 10.
        parameters.put("storage.location.template", snapshot.location() + folder + "=${" + column + "}/");
        return parameters;
    }

    private static Map<String, String> sparkTable(SnapshotTable snapshot) {
        return Map.of(
                PROVIDER,
                FORMAT,
                "spark.sql.sources.schema.numParts",
                "1",
                "spark.sql.sources.schema.part.0",
                schema(snapshot).json(),
                "spark.sql.sources.schema.numPartCols",
                "1",
                "spark.sql.sources.schema.partCol.0",
                snapshot.partitionColumn().name());
    }

    /** The columns of files and folders, without what Spark noted of the database that they came from. */
    private static StructType schema(SnapshotTable snapshot) {
        StructType all = snapshot.columns().add(snapshot.partitionColumn());
        return new StructType(Arrays.stream(all.fields())
                .map(field -> DataTypes.createStructField(field.name(), field.dataType(), true))
                .toArray(StructField[]::new));
    }
}
