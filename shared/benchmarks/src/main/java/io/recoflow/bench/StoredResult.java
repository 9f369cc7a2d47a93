package io.recoflow.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recoflow.runtime.report.Table;
import java.util.List;

/**
 * A result as a file holds it: all figures, and the table for pages.
 *
 * @param commit of the code that was measured
 * @param columns of the table
 * @param rows its cells, a contestant each
 */
record StoredResult(
        @JsonUnwrapped BenchmarkResult result, String commit, List<String> columns, List<List<String>> rows) {

    static StoredResult of(BenchmarkResult result, String commit) {
        Table table = result.table();
        return new StoredResult(result, commit, table.header(), table.rows());
    }
}
