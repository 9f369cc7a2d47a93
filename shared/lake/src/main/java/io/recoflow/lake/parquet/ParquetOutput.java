package io.recoflow.lake.parquet;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One of the places that a pass over a dataset writes to.
 *
 * @param folder where the files go; the URI of a Hadoop path
 * @param columns the dataset's columns that stand in the files, in this order
 * @param partitionColumns the columns that become folders, outermost first; none for plain files
 */
public record ParquetOutput(String folder, List<String> columns, List<String> partitionColumns)
        implements Serializable {

    public ParquetOutput {
        columns = List.copyOf(columns);
        partitionColumns = List.copyOf(partitionColumns);
        Set<String> names = new HashSet<>(columns);
        if (columns.isEmpty()
                || names.size() < columns.size()
                || partitionColumns.stream().anyMatch(column -> !names.add(column))) {
            throw new IllegalArgumentException("An output needs at least one column in its files, and each column once:"
                    + " columns " + columns + ", partition columns " + partitionColumns);
        }
    }
}
