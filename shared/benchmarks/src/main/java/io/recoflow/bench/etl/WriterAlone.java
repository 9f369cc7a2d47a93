package io.recoflow.bench.etl;

import io.recoflow.bench.lake.TrainingRowSample;
import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lake writer, from rows that are in memory by customer.
 *
 * @param folder of the outputs, one a round
 */
record WriterAlone(Dataset<Row> rows, Path folder) implements TimedPart {

    @Override
    public String name() {
        return "floor: lake writer";
    }

    @Override
    public void run(String round) {
        ParquetOutput output = new ParquetOutput(
                folder.resolve(round).toUri().toString(), TrainingRowSample.COLUMNS, List.of(TrainingRowSample.KEY));
        var unused = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT)
                .writeClustered(rows, List.of(output), "", "");
    }
}
