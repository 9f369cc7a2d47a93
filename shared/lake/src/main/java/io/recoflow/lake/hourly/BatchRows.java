package io.recoflow.lake.hourly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Where the rows of a batch lie.
 *
 * @param hours those that occur; their rows' times are as far apart as they like
 */
record BatchRows(Set<Hour> hours, Timestamp first, Timestamp last, boolean eachOnce) {

    /** @param rows not empty, or there is nothing to know: {@link #isEmpty} */
    static BatchRows of(Dataset<Row> rows, String timeColumn, List<String> key) {
        List<Row> found = Hour.addTo(rows, timeColumn)
                .groupBy(Hour.COLUMNS.stream().map(functions::col).toArray(Column[]::new))
                .agg(
                        min(col(timeColumn)).as("first"),
                        max(col(timeColumn)).as("last"),
                        count(lit(1)).as("rows"),
                        keys(key).as("keys"))
                .collectAsList();
        return new BatchRows(
                found.stream().map(Hour::of).collect(Collectors.toSet()),
                found.stream()
                        .map(hour -> hour.<Timestamp>getAs("first"))
                        .min(Comparator.naturalOrder())
                        .orElse(new Timestamp(0)),
                found.stream()
                        .map(hour -> hour.<Timestamp>getAs("last"))
                        .max(Comparator.naturalOrder())
                        .orElse(new Timestamp(0)),
                found.stream().allMatch(hour -> hour.<Long>getAs("rows").equals(hour.<Long>getAs("keys"))));
    }

    boolean isEmpty() {
        return hours.isEmpty();
    }

    /**
     * The stored rows that may be among these: the hours prune folders, and the times files by their statistics.
     *
     * @param prefix of the table's columns: "" or "stored."
     */
    Column mayHold(String prefix, String timeColumn) {
        return Hour.code(prefix)
                .isin(hours.stream().map(Hour::code).toArray())
                .and(col(prefix + timeColumn).between(first, last));
    }

    /** How many different keys there are; a key has one time, and so one hour. */
    private static Column keys(List<String> key) {
        return key.isEmpty()
                ? count(lit(1))
                : countDistinct(struct(key.stream().map(functions::col).toArray(Column[]::new)));
    }
}
