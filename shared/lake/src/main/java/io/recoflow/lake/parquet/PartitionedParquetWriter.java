package io.recoflow.lake.parquet;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes a dataset as a Hive-partitioned Parquet dataset with one small file for each of very many partitions, which is
 * where Spark's own writer spends milliseconds a file: each file here is encoded in memory by one of few reused encoders
 * and written once, to its final name, while the next one is encoded. There is no committer, no temporary name and no
 * rename, so what it writes must become visible by other means, as {@link io.recoflow.lake.snapshot} does.
 *
 * <p>A file's name comes from its task and partition alone: a task that runs again writes the same names again. Rows of a
 * partition stand in one file, or in several where they are more than {@link ParquetWriterOptions#maxFileBytes()}.
 *
 * <p>Memory per task: one file being encoded, {@link ParquetWriterOptions#bytesInFlight()} of encoded ones, and what
 * Spark needs for the rows.
 */
public final class PartitionedParquetWriter {

    /** Several tasks a core even out partitions of unequal size. */
    private static final int TASKS_PER_CORE = 4;

    private final ParquetWriterOptions options;

    public PartitionedParquetWriter(ParquetWriterOptions options) {
        this.options = options;
    }

    /**
     * Writes any dataset: brings the rows of each partition together first, with a shuffle and a sort. Without a row it
     * writes one file of none, in the folder of the NULL partition, so that a reader finds the columns.
     *
     * @throws io.recoflow.runtime.failure.JobException with exit code 6 where the storage failed for good; files may then be
     *     there that nothing names
     */
    public ParquetWriteResult write(Dataset<Row> rows, ParquetOutput output) {
        Dataset<Row> clustered = rows;
        if (!output.partitionColumns().isEmpty()) {
            Column[] keys = output.partitionColumns().stream()
                    .map(PartitionedParquetWriter::quoted)
                    .toArray(Column[]::new);
            int tasks = TASKS_PER_CORE * rows.sparkSession().sparkContext().defaultParallelism();
            clustered = rows.repartition(tasks, keys).sortWithinPartitions(keys);
        }
        ParquetWriteResult result = writePass(clustered, List.of(output), "", "");
        if (result.files().get(0).isEmpty()) {
            result.files().get(0).add(writeEmpty(rows, output));
        }
        return result;
    }

    /**
     * Writes the rows of one pass to several outputs. The dataset must hold the rows of a partition one after the other
     * within its tasks; a partition whose rows stand in several tasks gets a file from each.
     *
     * @param outputColumn an INT column with each row's index in {@code outputs}
     * @param tallyColumn an ARRAY&lt;STRING&gt; column, not NULL, whose words are counted
     */
    public ParquetWriteResult writeClustered(
            Dataset<Row> rows, List<ParquetOutput> outputs, String outputColumn, String tallyColumn) {
        return writePass(rows, outputs, outputColumn, tallyColumn);
    }

    private ParquetWriteResult writePass(
            Dataset<Row> rows, List<ParquetOutput> outputs, String outputColumn, String tallyColumn) {
        SparkSession session = rows.sparkSession();
        Dataset<Row> withText = withPartitionText(rows, outputs);
        StructType schema = withText.schema();
        Map<String, String> settings = ReusedWriteSupport.settingsOf(session);
        Broadcast<SerializableConfiguration> configuration = SerializableConfiguration.broadcast(
                session.sparkContext(), session.sessionState().newHadoopConf());
        WriteTask task = new WriteTask(
                outputs.stream()
                        .map(output -> OutputPlan.of(output, schema, settings))
                        .toList(),
                outputColumn.isEmpty() ? -1 : schema.fieldIndex(outputColumn),
                tallyColumn.isEmpty() ? -1 : schema.fieldIndex(tallyColumn),
                options,
                configuration);
        try {
            List<WriteTask.Result> results = withText.queryExecution()
                    .toRdd()
                    .toJavaRDD()
                    .mapPartitionsWithIndex(task, true)
                    .collect();
            return merged(results, outputs.size());
        } finally {
            configuration.destroy();
        }
    }

    private WrittenFile writeEmpty(Dataset<Row> rows, ParquetOutput output) {
        SparkSession session = rows.sparkSession();
        StructType schema = withPartitionText(rows, List.of(output)).schema();
        OutputPlan plan = OutputPlan.of(output, schema, ReusedWriteSupport.settingsOf(session));
        return EmptyFile.write(plan, options, session.sessionState().newHadoopConf());
    }

    /** Adds each partition column's value as text, cast by Spark as its own writer casts it. */
    private static Dataset<Row> withPartitionText(Dataset<Row> rows, List<ParquetOutput> outputs) {
        Set<String> partitionColumns = new LinkedHashSet<>();
        outputs.forEach(output -> partitionColumns.addAll(output.partitionColumns()));
        Dataset<Row> withText = rows;
        for (String column : partitionColumns) {
            withText = withText.withColumn(
                    OutputPlan.textColumn(column), quoted(column).cast("string"));
        }
        return withText;
    }

    private static Column quoted(String column) {
        return col("`" + column.replace("`", "``") + "`");
    }

    private static ParquetWriteResult merged(List<WriteTask.Result> results, int outputs) {
        long rowsRead = 0;
        List<List<WrittenFile>> files = new ArrayList<>();
        for (int output = 0; output < outputs; output++) {
            files.add(new ArrayList<>());
        }
        SortedMap<String, Long> tallies = new TreeMap<>();
        for (WriteTask.Result result : results) {
            rowsRead += result.rowsRead();
            for (int output = 0; output < outputs; output++) {
                files.get(output).addAll(result.files().get(output));
            }
            result.tallies().forEach((word, count) -> tallies.merge(word, count, Long::sum));
        }
        return new ParquetWriteResult(rowsRead, files, tallies);
    }
}
