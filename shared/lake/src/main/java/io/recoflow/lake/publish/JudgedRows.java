package io.recoflow.lake.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriteResult;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import io.recoflow.lake.rules.RuleSet;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows with the rules that judge them. One pass writes the good ones to a snapshot and the others beside it.
 *
 * @param rows with the columns that the rules name; whatever is wrong with a row, it is there
 * @param rules each of which can be looked at on these rows
 */
public record JudgedRows(Dataset<Row> rows, RuleSet rules) {

    /** Where a row goes, an index into the pass's outputs. */
    private static final String OUTPUT = "_output";

    private static final String BROKEN_RULES = "_broken_rules";
    private static final String REJECTING_RULES = "_rejecting_rules";
    private static final int ACCEPTED = 0;
    private static final int REJECTED = 1;

    /** What a rejected row has in front of its values: the first rule that it breaks, all of them in words, the run. */
    public static final List<String> REASON_COLUMNS = List.of("rule", "reason", "runId", "rejectedAt");

    /**
     * Writes every row, to the snapshot or to the rejected rows. The rows of a partition must stand one after the other
     * within their tasks.
     *
     * @param columns those in the snapshot's files, in their order; a rejected row has the partition column as well
     * @param besides columns that only a rejected row has, behind the others
     * @param partitionColumn the one whose values are folders
     * @param now when the rows are rejected
     */
    public JudgedDataset write(
            SnapshotDataset dataset,
            SnapshotInProgress snapshot,
            RejectedRows rejected,
            List<String> columns,
            List<String> besides,
            String partitionColumn,
            Instant now,
            ParquetWriterOptions options) {
        Path rejectedFolder = rejected.folder(snapshot.name());
        Dataset<Row> judged = judged(snapshot.name().toString(), now);
        ParquetWriteResult written = new PartitionedParquetWriter(options)
                .writeClustered(
                        judged,
                        List.of(
                                new ParquetOutput(snapshot.folder().toString(), columns, List.of(partitionColumn)),
                                new ParquetOutput(
                                        rejectedFolder.toString(),
                                        rejectedColumns(columns, besides, partitionColumn),
                                        List.of())),
                        OUTPUT,
                        BROKEN_RULES);
        return new JudgedDataset(
                new WrittenDataset(
                        dataset,
                        snapshot,
                        written.files().get(ACCEPTED),
                        List.of(partitionColumn),
                        WrittenDataset.schema(judged, columns)),
                new RowBalance(written.rowsRead(), written.rows(ACCEPTED), written.rows(REJECTED)),
                rules.rules().stream()
                        .map(rule -> new RuleCount(rule, written.tallies().getOrDefault(rule.name(), 0L)))
                        .toList(),
                rejected,
                rejectedFolder,
                written.files().get(REJECTED));
    }

    /**
     * What would become of the rows, which are few.
     *
     * @param balance as if they were written
     * @param rules each rule, and how many rows break it
     */
    public record Judgement(RowBalance balance, List<RuleCount> rules) {}

    /** Judges the rows without writing one; they pass through this process. */
    public Judgement judgement() {
        Column broken = rules.broken();
        List<Row> judged =
                rows.select(broken, size(rules.rejecting(broken)).gt(0)).collectAsList();
        Map<String, Long> counts = judged.stream()
                .flatMap(row -> row.<String>getList(0).stream())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        long rejected = judged.stream().filter(row -> row.getBoolean(1)).count();
        return new Judgement(
                new RowBalance(judged.size(), judged.size() - rejected, rejected),
                rules.rules().stream()
                        .map(rule -> new RuleCount(rule, counts.getOrDefault(rule.name(), 0L)))
                        .toList());
    }

    /** Adds where each row goes and why. */
    private Dataset<Row> judged(String run, Instant now) {
        Column rejecting = col(REJECTING_RULES);
        return rows.withColumn(BROKEN_RULES, rules.broken())
                .withColumn(REJECTING_RULES, rules.rejecting(col(BROKEN_RULES)))
                .withColumn(
                        OUTPUT, when(size(rejecting).equalTo(0), lit(ACCEPTED)).otherwise(lit(REJECTED)))
                .withColumn(REASON_COLUMNS.get(0), get(rejecting, lit(0)))
                .withColumn(REASON_COLUMNS.get(1), rules.reasons(rejecting))
                .withColumn(REASON_COLUMNS.get(2), lit(run))
                .withColumn(REASON_COLUMNS.get(3), lit(now));
    }

    private static List<String> rejectedColumns(List<String> columns, List<String> besides, String partitionColumn) {
        List<String> all = new ArrayList<>(REASON_COLUMNS);
        all.add(partitionColumn);
        all.addAll(columns);
        all.addAll(besides);
        return all;
    }
}
