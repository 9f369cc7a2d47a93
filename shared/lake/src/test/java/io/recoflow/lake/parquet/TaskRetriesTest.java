package io.recoflow.lake.parquet;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.lake.LakeSession;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that fail after some files, and are tried again by Spark. */
class TaskRetriesTest {

    private static final int ROWS = 4000;
    private static final int PARTITIONS = 40;
    private static final int STRAY = 999;

    private final SparkSession spark = LakeSession.session();

    private final Path folder;

    TaskRetriesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void countsAreExactWithSeveralOutputs() throws Exception {
        check(expectedRows());
    }

    @Test
    void countsAreExactWhereTasksFailAndRunAgain() throws Exception {
        Dataset<Row> rows = expectedRows();
        Dataset<Row> failing = rows.mapPartitions(new FailingOnce(), Encoders.row(rows.schema()));

        check(failing);
    }

    /** Row i goes to output 0, 1 or 2 and has the words of its number's divisors. */
    private Dataset<Row> expectedRows() {
        Column key = expr("CAST(id % " + PARTITIONS + " AS INT)");
        return spark.range(ROWS)
                .withColumn("k", key)
                .withColumn(
                        "output", expr("CAST(CASE WHEN id % 10 = 0 THEN 1 WHEN id % 11 = 0 THEN 2 ELSE 0 END AS INT)"))
                .withColumn(
                        "words",
                        expr("filter(array(IF(id % 2 = 0, 'two', NULL), IF(id % 3 = 0, 'three', NULL)), w -> w IS NOT"
                                + " NULL)"))
                .repartition(4, col("k"))
                .sortWithinPartitions("k");
    }

    private void check(Dataset<Row> rows) throws IOException {
        List<ParquetOutput> outputs = List.of(
                new ParquetOutput(uri("good"), List.of("id"), List.of("k")),
                new ParquetOutput(uri("rejected"), List.of("id", "words"), List.of()),
                new ParquetOutput(uri("both"), List.of("id"), List.of("output", "k")));

        ParquetWriteResult result = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT)
                .writeClustered(rows, outputs, "output", "words");

        assertThat(result.rowsRead()).isEqualTo(ROWS);
        long tens = ROWS / 10;
        // Multiples of 11, but for those of 110.
        long elevens = (ROWS + 10) / 11 - (ROWS + 109) / 110;
        assertThat(result.rows(0)).isEqualTo(ROWS - tens - elevens);
        assertThat(result.rows(1)).isEqualTo(tens);
        assertThat(result.rows(2)).isEqualTo(elevens);
        assertThat(result.tallies()).isEqualTo(Map.of("two", ROWS / 2L, "three", (ROWS + 2) / 3L));
        List<String> names = List.of("good", "rejected", "both");
        for (int output = 0; output < names.size(); output++) {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri(names.get(output)));
            WrittenFolder.verify(
                    FileStorage.of(path, new Configuration()),
                    path,
                    result.files().get(output),
                    Set.of());
            int index = output;
            List<Long> found = ids(spark.read().parquet(uri(names.get(output))));
            assertThat(found).isEqualTo(ids(expectedRows().filter(col("output").equalTo(index))));
            assertThat(Footers.files(folder.resolve(names.get(output))))
                    .hasSize(result.files().get(output).size());
        }
    }

    private static List<Long> ids(Dataset<Row> rows) {
        return Arrays.stream((Row[]) rows.select("id").collect())
                .map(row -> row.getLong(0))
                .sorted()
                .toList();
    }

    private String uri(String output) {
        return folder.resolve(output).toUri().toString();
    }

    /** In its first try, a task meets a partition that it does not meet again, and fails after half of its rows. */
    private static final class FailingOnce implements MapPartitionsFunction<Row, Row>, Serializable {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            if (TaskContext.get().attemptNumber() > 0) {
                return rows;
            }
            return new Iterator<>() {
                private int count;

                @Override
                public boolean hasNext() {
                    if (count == ROWS / 8) {
                        throw new IllegalStateException("the first try fails");
                    }
                    return rows.hasNext();
                }

                @Override
                public Row next() {
                    Row row = rows.next();
                    return ++count > 1 ? row : RowFactory.create(row.get(0), STRAY, row.get(2), row.get(3));
                }
            };
        }
    }
}
