package io.recoflow.lake.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/** What stands in the footers of a folder's Parquet files. */
final class Footers {

    private Footers() {}

    /** What two writers of the same rows must agree on. */
    record Footer(MessageType schema, Map<String, String> metadata, String createdBy, List<RowGroup> rowGroups) {}

    record RowGroup(long rows, List<ColumnChunk> columns) {}

    /**
     * Encodings and bytes are left out: few rows have no dictionary in our files and one in Spark's.
     *
     * @param statistics minimum, maximum and number of NULLs
     */
    record ColumnChunk(String path, CompressionCodecName codec, long values, Statistics<?> statistics) {}

    /** The data files of each folder, by the folder's relative path. */
    static Map<String, List<Path>> filesByFolder(Path root) {
        return files(root).stream()
                .collect(Collectors.groupingBy(
                        file -> root.relativize(file.getParent()).toString(), TreeMap::new, Collectors.toList()));
    }

    /** All data files, hidden ones left out. */
    static List<Path> files(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().startsWith(".")
                            && !path.getFileName().toString().startsWith("_"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Footer of(Path file) {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
            ParquetMetadata footer = reader.getFooter();
            return new Footer(
                    footer.getFileMetaData().getSchema(),
                    footer.getFileMetaData().getKeyValueMetaData(),
                    footer.getFileMetaData().getCreatedBy(),
                    footer.getBlocks().stream().map(Footers::rowGroup).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static RowGroup rowGroup(BlockMetaData block) {
        return new RowGroup(
                block.getRowCount(),
                block.getColumns().stream().map(Footers::columnChunk).toList());
    }

    private static ColumnChunk columnChunk(ColumnChunkMetaData column) {
        return new ColumnChunk(
                column.getPath().toDotString(), column.getCodec(), column.getValueCount(), column.getStatistics());
    }
}
