package io.recoflow.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recoflow.lake.LakeSession;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.publish.JudgedDataset.Tolerance;
import io.recoflow.lake.rules.RowRule;
import io.recoflow.lake.rules.RuleAction;
import io.recoflow.lake.rules.RuleSet;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedRowsTest {

    private static final StructType COLUMNS =
            new StructType().add("shop", DataTypes.IntegerType).add("amount", DataTypes.IntegerType);
    private static final RowRule POSITIVE = new RowRule("positive", RuleAction.REJECT, "amount > 0");
    private static final RowRule SMALL = new RowRule("small", RuleAction.WARN, "amount < 100");
    private static final RowRule KNOWN = new RowRule("known", RuleAction.FAIL, "amount <> 13");
    private static final RuleSet RULES = new RuleSet(List.of(POSITIVE, SMALL, KNOWN));

    private final SparkSession spark = LakeSession.session();

    private final Path folder;
    private SnapshotDataset dataset;
    private RejectedRows rejected;

    JudgedRowsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void open() throws IOException {
        var root = new org.apache.hadoop.fs.Path(folder.toUri());
        FileStorage storage = FileStorage.of(root, new Configuration());
        dataset = new SnapshotDataset(storage, new org.apache.hadoop.fs.Path(root, "sales"), Clock.systemUTC());
        rejected = new RejectedRows(storage, new org.apache.hadoop.fs.Path(root, "rejected"));
    }

    @Test
    void everyRowIsWrittenOrRejectedWithTheRuleThatItBreaks() {
        try (SnapshotInProgress snapshot = dataset.begin()) {
            JudgedDataset written = write(snapshot, row(1, 5), row(1, -5), row(2, 500), row(2, 7));
            written.require(new Tolerance(0.25, "the table sales", "Fill it"));
            PublishedDataset published = written.accepted().publish();

            assertThat(written.balance()).isEqualTo(new RowBalance(4, 3, 1));
            assertThat(written.rules())
                    .containsExactly(new RuleCount(POSITIVE, 1), new RuleCount(SMALL, 1), new RuleCount(KNOWN, 0));
            assertThat(published)
                    .isEqualTo(new PublishedDataset(
                            "sales", snapshot.folder().toString(), 3, 2, published.files(), published.bytes(), true));
            assertThat(read(snapshot.folder()).select("shop", "amount").collectAsList())
                    .containsExactlyInAnyOrder(row(1, 5), row(2, 500), row(2, 7));
            assertThat(read(rejected.folder(snapshot.name()))
                            .select("rule", "reason", "shop", "amount")
                            .collectAsList())
                    .containsExactly(RowFactory.create("positive", "positive: not (amount > 0)", 1, -5));
        }
    }

    @Test
    void rowsCanBeJudgedWithoutWritingOne() {
        JudgedRows rows = new JudgedRows(
                spark.createDataFrame(List.of(row(1, 5), row(1, -5), row(2, 500), row(2, 13)), COLUMNS), RULES);

        assertThat(rows.judgement())
                .isEqualTo(new JudgedRows.Judgement(
                        new RowBalance(4, 2, 2),
                        List.of(new RuleCount(POSITIVE, 1), new RuleCount(SMALL, 1), new RuleCount(KNOWN, 1))));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tooManyRejectedRowsARuleThatFailsAndNoRowAreRefused() {
        Tolerance tolerance = new Tolerance(0.25, "the table sales", "Fill it");

        assertThat(refusal(tolerance, row(1, 5), row(1, -5)))
                .startsWith("Nothing was published: 1 of 2 rows were rejected, more than the share of 0.25");
        assertThat(refusal(tolerance, row(1, 13), row(1, 1), row(1, 2), row(1, 3), row(1, 4)))
                .startsWith("Nothing was published: 1 rows break the rule known, whose action is fail");
        assertThat(refusal(tolerance)).isEqualTo("Nothing was published: the table sales is empty. Fill it");
        assertThat(dataset.latest()).isEmpty();
    }

    @Test
    void rowsThatWereRejectedBeforeTheOldestSnapshotAreRemoved() {
        try (SnapshotInProgress first = dataset.begin();
                SnapshotInProgress second = dataset.begin()) {
            write(first, row(1, -5));
            write(second, row(1, -5));

            rejected.removeBefore(second.name());

            assertThat(folder.resolve("rejected")).isDirectoryNotContaining("glob:**" + first.name());
            assertThat(folder.resolve("rejected")).isDirectoryContaining("glob:**" + second.name());
            rejected.remove(second.name());
            assertThat(folder.resolve("rejected")).isEmptyDirectory();
        }
    }

    private String refusal(Tolerance tolerance, Row... rows) {
        try (SnapshotInProgress snapshot = dataset.begin()) {
            JudgedDataset written = write(snapshot, rows);
            JobException refused = catchThrowableOfType(JobException.class, () -> written.require(tolerance));
            assertThat(refused.exitCode()).isEqualTo(ExitCode.CONTRACT_VIOLATED);
            return refused.getMessage();
        }
    }

    private JudgedDataset write(SnapshotInProgress snapshot, Row... rows) {
        Dataset<Row> clustered =
                spark.createDataFrame(List.of(rows), COLUMNS).repartition(1).sortWithinPartitions("shop");
        return new JudgedRows(clustered, RULES)
                .write(
                        dataset,
                        snapshot,
                        rejected,
                        List.of("amount"),
                        List.of(),
                        "shop",
                        Instant.EPOCH,
                        ParquetWriterOptions.DEFAULT);
    }

    private Dataset<Row> read(org.apache.hadoop.fs.Path snapshot) {
        return spark.read().parquet(snapshot.toString());
    }

    private static Row row(int shop, int amount) {
        return RowFactory.create(shop, amount);
    }
}
