package io.recoflow.lake.parquet;

import java.util.List;
import java.util.SortedMap;

/**
 * What a pass over a dataset wrote. The figures come from the tasks' results and not from accumulators, so a task that
 * ran twice counts once.
 *
 * @param rowsRead rows of the dataset
 * @param files of each output, in the outputs' order
 * @param tallies how often each word stood in the tally column, by word
 */
public record ParquetWriteResult(long rowsRead, List<List<WrittenFile>> files, SortedMap<String, Long> tallies) {

    /** Rows in all files of an output. */
    public long rows(int output) {
        return files.get(output).stream().mapToLong(WrittenFile::rows).sum();
    }
}
