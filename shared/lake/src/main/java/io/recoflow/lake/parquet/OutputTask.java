package io.recoflow.lake.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What one task writes to one output. Rows of a partition come one after the other; when the next partition begins, the
 * file of the last one is handed to the uploads. A partition that comes again gets another file.
 */
final class OutputTask implements Closeable {

    /** Asking Parquet for the size of a file walks through all its columns, so it is asked after so many rows … */
    private static final int ROWS_BETWEEN_SIZE_CHECKS = 500;

    /** … or after rows of this share of the largest size, as few rows may be long ones. */
    private static final int SIZE_CHECKS_PER_FILE = 8;

    private final OutputPlan plan;
    private final Path folder;
    private final String filePrefix;
    private final ParquetWriterOptions options;
    private final FileUploads uploads;
    private final FileEncoder encoder;
    private final Map<String, Integer> filesByPartition = new HashMap<>();
    private final List<WrittenFile> written = new ArrayList<>();
    private @Nullable UTF8String @Nullable [] partition;
    private long rows;
    private int rowsSinceCheck;
    private long bytesSinceCheck;

    OutputTask(OutputPlan plan, int task, ParquetWriterOptions options, FileUploads uploads) {
        this.plan = plan;
        this.folder = new Path(plan.folder());
        this.filePrefix = String.format("part-%05d-", task);
        this.options = options;
        this.uploads = uploads;
        this.encoder = new FileEncoder(plan.projection(), plan.settings(), options.compression());
    }

    void write(InternalRow row) throws IOException, InterruptedException {
        if (partition != null && !isInPartition(partition, row)) {
            finishFile();
        }
        if (partition == null) {
            partition = partitionOf(row);
        }
        encoder.write(row);
        rows++;
        if (isSizeCheckDue(row) && encoder.size() >= options.maxFileBytes()) {
            finishFile();
        }
    }

    /** Hands over the last file and tells which files there are; they are written when the uploads have ended. */
    List<WrittenFile> finish() throws IOException, InterruptedException {
        if (partition != null) {
            finishFile();
        }
        return written;
    }

    @Override
    public void close() {
        encoder.close();
    }

    private boolean isSizeCheckDue(InternalRow row) {
        rowsSinceCheck++;
        if (row instanceof UnsafeRow sized) {
            bytesSinceCheck += sized.getSizeInBytes();
        }
        boolean due = rowsSinceCheck >= ROWS_BETWEEN_SIZE_CHECKS
                || bytesSinceCheck >= options.maxFileBytes() / SIZE_CHECKS_PER_FILE;
        if (due) {
            rowsSinceCheck = 0;
            bytesSinceCheck = 0;
        }
        return due;
    }

    private void finishFile() throws IOException, InterruptedException {
        String directory = directoryOf(partition == null ? new UTF8String[0] : partition);
        int number = filesByPartition.merge(directory, 1, Integer::sum) - 1;
        String name = filePrefix + number + options.compression().fileExtension();
        byte[] content = encoder.finish();
        uploads.submit(new Path(folder, directory + name), content);
        written.add(new WrittenFile(directory + name, rows, content.length));
        partition = null;
        rows = 0;
        rowsSinceCheck = 0;
        bytesSinceCheck = 0;
    }

    private boolean isInPartition(@Nullable UTF8String[] values, InternalRow row) {
        for (int i = 0; i < values.length; i++) {
            int ordinal = plan.partitionOrdinals()[i];
            UTF8String current = values[i];
            if (current == null ? !row.isNullAt(ordinal) : !current.equals(row.getUTF8String(ordinal))) {
                return false;
            }
        }
        return true;
    }

    /** Copied, because Spark uses a row's memory again for the next one. */
    private @Nullable UTF8String[] partitionOf(InternalRow row) {
        return Arrays.stream(plan.partitionOrdinals())
                .mapToObj(ordinal -> row.isNullAt(ordinal)
                        ? null
                        : row.getUTF8String(ordinal).clone())
                .toArray(UTF8String[]::new);
    }

    /** {@code country=USA/customerNumber=103/}, escaped as Hive and Spark do. */
    private String directoryOf(@Nullable UTF8String[] values) {
        StringBuilder directory = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            UTF8String value = values[i];
            directory
                    .append(ExternalCatalogUtils.getPartitionPathString(
                            plan.partitionColumns().get(i), value == null ? null : value.toString()))
                    .append(Path.SEPARATOR);
        }
        return directory.toString();
    }
}
