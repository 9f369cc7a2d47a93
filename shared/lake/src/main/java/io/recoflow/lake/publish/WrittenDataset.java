package io.recoflow.lake.publish;

import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import io.recoflow.lake.snapshot.SnapshotManifest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A dataset that is written whole and that no reader sees yet. */
public final class WrittenDataset {

    private final SnapshotDataset dataset;
    private final SnapshotInProgress snapshot;
    private final List<WrittenFile> files;
    private final List<String> partitionColumns;
    private final StructType columns;

    WrittenDataset(
            SnapshotDataset dataset,
            SnapshotInProgress snapshot,
            List<WrittenFile> files,
            List<String> partitionColumns,
            StructType columns) {
        this.dataset = dataset;
        this.snapshot = snapshot;
        this.files = files;
        this.partitionColumns = partitionColumns;
        this.columns = columns;
    }

    /**
     * Writes rows that need no judging, without partitions.
     *
     * @param snapshot that is being written of the dataset
     * @param columns those in the files, in their order
     */
    public static WrittenDataset write(
            SnapshotDataset dataset,
            SnapshotInProgress snapshot,
            Dataset<Row> rows,
            List<String> columns,
            ParquetWriterOptions options) {
        ParquetOutput output = new ParquetOutput(snapshot.folder().toString(), columns, List.of());
        List<WrittenFile> files = new PartitionedParquetWriter(options)
                .write(rows, output)
                .files()
                .get(0);
        return new WrittenDataset(dataset, snapshot, files, List.of(), schema(rows, columns));
    }

    /** Makes the snapshot the latest, unless a run that began later was faster. */
    public PublishedDataset publish() {
        SnapshotManifest manifest = snapshot.publish(files, partitionColumns, columns);
        boolean latest = dataset.latest()
                .map(pointer -> pointer.snapshot().equals(manifest.snapshot()))
                .orElse(false);
        return new PublishedDataset(
                dataset.root().getName(),
                snapshot.folder().toString(),
                manifest.rows(),
                partitionFolders().size(),
                manifest.files(),
                manifest.bytes(),
                latest);
    }

    /** The columns in the files, in their order. */
    public StructType columns() {
        return columns;
    }

    /** The folders of the first partition column's values, such as {@code customerNumber=103}; none without partitions. */
    public Set<String> partitionFolders() {
        return files.stream()
                .map(WrittenFile::path)
                .filter(path -> path.contains("/"))
                .map(path -> path.substring(0, path.indexOf('/')))
                .collect(Collectors.toSet());
    }

    static StructType schema(Dataset<Row> rows, List<String> columns) {
        return new StructType(columns.stream().map(rows.schema()::apply).toArray(StructField[]::new));
    }
}
