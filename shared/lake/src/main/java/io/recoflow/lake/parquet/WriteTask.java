package io.recoflow.lake.parquet;

import io.recoflow.runtime.storage.FileStorage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The executors' side of {@link PartitionedParquetWriter}: one task's rows to the files of all outputs.
 *
 * @param outputOrdinal where a row tells its output's index, or -1 where all go to the first
 * @param tallyOrdinal where a row has the words that are counted, or -1
 */
record WriteTask(
        List<OutputPlan> plans,
        int outputOrdinal,
        int tallyOrdinal,
        ParquetWriterOptions options,
        Broadcast<SerializableConfiguration> configuration)
        implements Function2<Integer, Iterator<InternalRow>, Iterator<WriteTask.Result>> {

    /** What a task did. */
    record Result(long rowsRead, List<List<WrittenFile>> files, Map<String, Long> tallies) implements Serializable {}

    @Override
    public Iterator<Result> call(Integer task, Iterator<InternalRow> rows) throws Exception {
        FileStorage storage = FileStorage.of(
                new Path(plans.get(0).folder()), configuration.value().value());
        List<OutputTask> outputs = new ArrayList<>();
        Map<String, Long> tallies = new HashMap<>();
        long rowsRead = 0;
        try (FileUploads uploads =
                new FileUploads(storage, options.filesInFlight(storage.isObjectStore()), options.bytesInFlight())) {
            for (OutputPlan plan : plans) {
                outputs.add(new OutputTask(plan, task, options, uploads));
            }
            while (rows.hasNext()) {
                InternalRow row = rows.next();
                rowsRead++;
                tally(row, tallies);
                outputs.get(outputOrdinal < 0 ? 0 : row.getInt(outputOrdinal)).write(row);
            }
            List<List<WrittenFile>> files = new ArrayList<>();
            for (OutputTask output : outputs) {
                files.add(output.finish());
            }
            uploads.await();
            return List.of(new Result(rowsRead, files, tallies)).iterator();
        } finally {
            outputs.forEach(OutputTask::close);
        }
    }

    private void tally(InternalRow row, Map<String, Long> tallies) {
        if (tallyOrdinal < 0) {
            return;
        }
        ArrayData words = row.getArray(tallyOrdinal);
        for (int i = 0; i < words.numElements(); i++) {
            tallies.merge(words.getUTF8String(i).toString(), 1L, Long::sum);
        }
    }
}
