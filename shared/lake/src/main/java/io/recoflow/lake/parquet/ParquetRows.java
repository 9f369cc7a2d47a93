package io.recoflow.lake.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Reads a small dataset where there is no Spark session, in an executor for example. For lists, not for big data. */
public final class ParquetRows {

    private ParquetRows() {}

    /** Takes one row after the other; a row is valid during the call only. */
    @FunctionalInterface
    public interface Consumer {
        void accept(Row row);
    }

    /** One row, by the names of its columns. */
    public static final class Row {

        private final Group group;

        private Row(Group group) {
            this.group = group;
        }

        /** Whether the column has a value. */
        public boolean has(String column) {
            return group.getFieldRepetitionCount(column) > 0;
        }

        /** Text; empty where there is none. */
        public String text(String column) {
            return has(column) ? group.getString(column, 0) : "";
        }

        /** A whole number of any width; 0 where there is none. */
        public long number(String column) {
            if (!has(column)) {
                return 0;
            }
            PrimitiveTypeName type =
                    group.getType().getType(column).asPrimitiveType().getPrimitiveTypeName();
            return type == PrimitiveTypeName.INT64 ? group.getLong(column, 0) : group.getInteger(column, 0);
        }
    }

    /**
     * Reads all data files directly in a folder, in the order of their names.
     *
     * @param columns those that are read; each must be in every file
     * @throws IOException where storage fails, or a file is damaged or has no such column
     */
    public static void read(Path folder, Configuration configuration, List<String> columns, Consumer consumer)
            throws IOException {
        for (FileStatus file : folder.getFileSystem(configuration).listStatus(folder)) {
            if (file.isFile() && file.getPath().getName().endsWith(".parquet")) {
                readFile(file.getPath(), configuration, columns, consumer);
            }
        }
    }

    private static void readFile(Path file, Configuration configuration, List<String> columns, Consumer consumer)
            throws IOException {
        Configuration projected = new Configuration(configuration);
        projected.set(
                GroupReadSupport.PARQUET_READ_SCHEMA,
                projection(file, configuration, columns).toString());
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(projected)
                .build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                consumer.accept(new Row(group));
            }
        }
    }

    private static MessageType projection(Path file, Configuration configuration, List<String> columns)
            throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
            MessageType schema = reader.getFileMetaData().getSchema();
            for (String column : columns) {
                if (!schema.containsField(column)) {
                    throw new IOException(file + " has no column " + column);
                }
            }
            return new MessageType(
                    schema.getName(), columns.stream().map(schema::getType).toList());
        }
    }
}
