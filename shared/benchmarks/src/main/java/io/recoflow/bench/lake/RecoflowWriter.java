package io.recoflow.bench.lake;

import io.recoflow.bench.Contestant;
import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Our writer, with its own shuffle and sort. */
record RecoflowWriter(Dataset<Row> rows, Path folder) implements Contestant {

    @Override
    public String name() {
        return "recoflow";
    }

    @Override
    public void run(String round) {
        new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT)
                .write(
                        rows,
                        new ParquetOutput(
                                folder.resolve(round).toUri().toString(),
                                TrainingRowSample.COLUMNS,
                                List.of(TrainingRowSample.KEY)));
    }

    @Override
    public Output output(String round) throws Exception {
        return LocalOutput.of(folder.resolve(round));
    }
}
