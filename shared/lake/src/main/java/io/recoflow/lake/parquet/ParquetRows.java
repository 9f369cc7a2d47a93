package io.recoflow.lake.parquet;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
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

        /** Text, or what is no text as such; empty where there is none. */
        public String text(String column) {
            return has(column) ? group.getValueToString(group.getType().getFieldIndex(column), 0) : "";
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

        /** A number of any type, exactly; empty where there is none, or something else. */
        public Optional<BigDecimal> decimal(String column) {
            if (!has(column)) {
                return Optional.empty();
            }
            PrimitiveType type = group.getType().getType(column).asPrimitiveType();
            boolean isDecimal = type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
            int scale = isDecimal ? ((DecimalLogicalTypeAnnotation) type.getLogicalTypeAnnotation()).getScale() : 0;
            return switch (type.getPrimitiveTypeName()) {
                case INT32 -> Optional.of(BigDecimal.valueOf(group.getInteger(column, 0), scale));
                case INT64 -> Optional.of(BigDecimal.valueOf(group.getLong(column, 0), scale));
                case FLOAT -> finite(group.getFloat(column, 0), text(column));
                case DOUBLE -> finite(group.getDouble(column, 0), text(column));
                case BINARY, FIXED_LEN_BYTE_ARRAY ->
                    isDecimal
                            ? Optional.of(new BigDecimal(
                                    new BigInteger(group.getBinary(column, 0).getBytes()), scale))
                            : Optional.empty();
                case BOOLEAN, INT96 -> Optional.empty();
            };
        }

        private static Optional<BigDecimal> finite(double number, String text) {
            return Double.isFinite(number) ? Optional.of(new BigDecimal(text)) : Optional.empty();
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
