package io.recoflow.lake.parquet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A {@link ParquetOutput}, resolved against the rows of a dataset.
 *
 * @param schema of the files
 * @param settings see {@link ReusedWriteSupport#settingsOf}
 * @param columnOrdinals where the files' columns stand in a row
 * @param partitionOrdinals where the partition columns' values stand in a row as text
 */
record OutputPlan(
        String folder,
        StructType schema,
        Map<String, String> settings,
        int[] columnOrdinals,
        List<String> partitionColumns,
        int[] partitionOrdinals)
        implements Serializable {

    /** The name of the column that holds a partition column's value as text. */
    static String textColumn(String partitionColumn) {
        return "_partition_" + partitionColumn;
    }

    static OutputPlan of(ParquetOutput output, StructType rows, Map<String, String> settings) {
        StructField[] fields = output.columns().stream().map(rows::apply).toArray(StructField[]::new);
        return new OutputPlan(
                output.folder(),
                new StructType(fields),
                settings,
                output.columns().stream().mapToInt(rows::fieldIndex).toArray(),
                output.partitionColumns(),
                output.partitionColumns().stream()
                        .mapToInt(column -> rows.fieldIndex(textColumn(column)))
                        .toArray());
    }

    ProjectingInternalRow projection() {
        List<Object> ordinals = new ArrayList<>();
        for (int ordinal : columnOrdinals) {
            ordinals.add(ordinal);
        }
        return ProjectingInternalRow.apply(
                schema, CollectionConverters.asScala(ordinals).toIndexedSeq());
    }
}
