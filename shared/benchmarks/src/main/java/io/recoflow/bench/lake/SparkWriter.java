package io.recoflow.bench.lake;

import static org.apache.spark.sql.functions.col;

import io.recoflow.bench.Contestant;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Spark's own way: rows of a customer in one task, then {@code partitionBy}. The number of tasks is given, because
 * adaptive execution would merge so few bytes into one task, on one core.
 */
record SparkWriter(Dataset<Row> rows, Path folder) implements Contestant {

    static final int TASKS = 8;

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public void run(String round) {
        rows.repartition(TASKS, col(TrainingRowSample.KEY))
                .write()
                .partitionBy(TrainingRowSample.KEY)
                .parquet(folder.resolve(round).toString());
    }

    @Override
    public Output output(String round) throws Exception {
        return LocalOutput.of(folder.resolve(round));
    }
}
