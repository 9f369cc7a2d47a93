package io.recoflow.jobs.etl;

import io.recoflow.catalog.PartitionRange;
import io.recoflow.catalog.SnapshotTable;
import io.recoflow.database.SourceTableReader;
import io.recoflow.jobs.etl.RunReport.RowBalance;
import io.recoflow.jobs.etl.RunReport.RuleCount;
import io.recoflow.jobs.etl.RunReport.WrittenDataset;
import io.recoflow.lake.parquet.ParquetOutput;
import io.recoflow.lake.parquet.ParquetWriteResult;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.parquet.PartitionedParquetWriter;
import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.lake.parquet.WrittenFolder;
import io.recoflow.lake.rules.RuleAction;
import io.recoflow.lake.rules.RuleSet;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import io.recoflow.lake.snapshot.SnapshotManifest;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.SparkProgress;
import io.recoflow.shop.LakeDatasets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One reading of the source into the lake: everything is written before anything is published, and what was written is
 * removed where it fails. Of a failed reading only the rejected rows stay, where it was them that made it fail.
 */
final class SourceReading {

    private final TrainingEtlConfiguration configuration;
    private final SourcePlan plan;
    private final SourceTableReader reader;
    private final UsedTables tables;
    private final TrainingLake lake;
    private final SparkProgress progress;
    private final RunReportBuilder report;
    private final Clock clock;
    private final PartitionedParquetWriter writer = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT);

    SourceReading(
            TrainingEtlConfiguration configuration,
            SourcePlan plan,
            SourceTableReader reader,
            UsedTables tables,
            TrainingLake lake,
            SparkProgress progress,
            RunReportBuilder report,
            Clock clock) {
        this.configuration = configuration;
        this.plan = plan;
        this.reader = reader;
        this.tables = tables;
        this.lake = lake;
        this.progress = progress;
        this.report = report;
        this.clock = clock;
    }

    /** Reads, writes and publishes; the training snapshot as a catalog's table shows it. */
    SnapshotTable run() throws Exception {
        try (SnapshotInProgress training = lake.training().begin();
                SnapshotInProgress products = lake.products().begin();
                SnapshotInProgress popular = lake.popular().begin()) {
            report.beginTry(training.name().toString());
            RatingsPass pass = new RatingsPass(training);
            try {
                ParquetWriteResult written = report.phase("write ratings", pass::write);
                PlainPass productsPass = report.phase("write products", () -> writeProducts(products));
                Optional<PlainPass> popularPass = report.phase("write popular products", () -> writePopular(popular));
                pass.check(written);
                return report.phase("publish", () -> {
                    SnapshotTable table = pass.publish(written);
                    productsPass.publish();
                    popularPass.ifPresent(PlainPass::publish);
                    return table;
                });
            } catch (JobException refused) {
                if (refused.exitCode() != ExitCode.CONTRACT_VIOLATED) {
                    lake.removeRejectedBy(training.name());
                }
                throw refused;
            } catch (Exception failed) {
                lake.removeRejectedBy(training.name());
                throw configuration.ownRules().isEmpty()
                        ? failed
                        : RuleFailures.ended(failed).map(Exception.class::cast).orElse(failed);
            }
        }
    }

    /** The rows that rules judge and the rules that can judge them; reads nothing but schemas. */
    JudgedRows judgedRows() {
        RuleSet builtIn = BuiltInRules.load();
        Dataset<Row> joined = TrainingRows.joined(
                plan.read(tables.ratings(), reader),
                plan.read(tables.customers(), reader),
                plan.read(tables.products(), reader),
                configuration,
                builtIn.with(configuration.ownRules()));
        RuleSet own = new RuleSet(configuration.ownRules());
        List<String> problems = own.problems(reader.session(), joined.schema());
        if (!problems.isEmpty()) {
            throw new JobException(
                    ExitCode.USAGE,
                    "Cannot use --rules",
                    String.join("; ", problems),
                    "Correct the file; columns are those of the training row and those that ratings.rules names");
        }
        // A built-in rule on a feature that was not chosen has nothing to look at.
        return new JudgedRows(
                joined, builtIn.applicableTo(reader.session(), joined.schema()).with(configuration.ownRules()));
    }

    private PlainPass writeProducts(SnapshotInProgress snapshot) {
        progress.describe("products, " + plan.rows(tables.products()) + " rows");
        List<String> features = configuration.productFeatures();
        Dataset<Row> catalogue = ProductCatalogue.of(plan.read(tables.products(), reader), features);
        return writePlain(lake.products(), snapshot, catalogue, LakeDatasets.productColumns(features));
    }

    private Optional<PlainPass> writePopular(SnapshotInProgress snapshot) {
        progress.describe("popular products");
        Optional<Dataset<Row>> ranked = ProductRanking.ranked(
                plan.read(tables.orders(), reader),
                plan.read(tables.orderDetails(), reader),
                plan.read(tables.products(), reader),
                plan.read(tables.customers(), reader),
                configuration.popularWindowDays());
        if (ranked.isEmpty()) {
            report.warn("No orders in the source: " + LakeDatasets.POPULAR_PRODUCTS + " stays as it is.");
            return Optional.empty();
        }
        return Optional.of(writePlain(
                lake.popular(), snapshot, ranked.get(), List.of(LakeDatasets.POPULAR_PRODUCTS_COLUMNS.fieldNames())));
    }

    private PlainPass writePlain(
            SnapshotDataset dataset, SnapshotInProgress snapshot, Dataset<Row> rows, List<String> columns) {
        ParquetOutput output = new ParquetOutput(snapshot.folder().toString(), columns, List.of());
        return new PlainPass(
                dataset, snapshot, writer.write(rows, output).files().get(0), rows.schema());
    }

    private void published(
            SnapshotDataset dataset, SnapshotInProgress snapshot, SnapshotManifest manifest, long partitions) {
        boolean latest = dataset.latest()
                .map(pointer -> pointer.snapshot().equals(manifest.snapshot()))
                .orElse(false);
        if (!latest) {
            report.warn(snapshot.folder() + " is whole, but a run that began later has published already.");
        }
        report.published(new WrittenDataset(
                dataset.root().getName(),
                snapshot.folder().toString(),
                manifest.rows(),
                partitions,
                manifest.files(),
                manifest.bytes(),
                latest));
    }

    /** Rows with the rules that apply to them. */
    record JudgedRows(Dataset<Row> joined, RuleSet rules) {}

    /** A dataset without partitions, written and not yet published. */
    private final class PlainPass {

        private final SnapshotDataset dataset;
        private final SnapshotInProgress snapshot;
        private final List<WrittenFile> files;
        private final StructType schema;

        PlainPass(SnapshotDataset dataset, SnapshotInProgress snapshot, List<WrittenFile> files, StructType schema) {
            this.dataset = dataset;
            this.snapshot = snapshot;
            this.files = files;
            this.schema = schema;
        }

        void publish() {
            published(dataset, snapshot, snapshot.publish(files, List.of(), schema), 0);
        }
    }

    /** The one pass over the ratings: good rows to the snapshot, the others to the rejected ones. */
    private final class RatingsPass {

        private final SnapshotInProgress snapshot;
        private final Path rejected;
        private final RuleSet rules;
        private final Dataset<Row> judged;

        RatingsPass(SnapshotInProgress snapshot) {
            this.snapshot = snapshot;
            this.rejected = lake.rejectedBy(snapshot.name());
            JudgedRows rows = judgedRows();
            this.rules = rows.rules();
            this.judged =
                    TrainingRows.judged(rows.joined(), rules, snapshot.name().toString(), clock.instant());
        }

        ParquetWriteResult write() {
            progress.describe("ratings, " + plan.rows(tables.ratings()) + " rows");
            return writer.writeClustered(
                    judged,
                    List.of(
                            new ParquetOutput(
                                    snapshot.folder().toString(),
                                    configuration.trainingColumns(),
                                    List.of(LakeDatasets.TRAINING_PARTITION)),
                            new ParquetOutput(
                                    rejected.toString(), TrainingRows.rejectedColumns(configuration), List.of())),
                    TrainingRows.OUTPUT,
                    TrainingRows.BROKEN_RULES);
        }

        /** Ends the run where the rows are not good enough to be published. */
        void check(ParquetWriteResult written) {
            RowBalance balance = new RowBalance(
                    written.rowsRead(), written.rows(TrainingRows.ACCEPTED), written.rows(TrainingRows.REJECTED));
            List<RuleCount> counts = rules.rules().stream()
                    .map(rule -> new RuleCount(rule, written.tallies().getOrDefault(rule.name(), 0L)))
                    .toList();
            report.counted(balance, counts);
            WrittenFolder.verify(lake.storage(), rejected, written.files().get(TrainingRows.REJECTED), Set.of());
            if (balance.read() == 0) {
                throw refused(
                        "the table ratings is empty",
                        "Check --source-url; a lake without rows would take the place of a good one");
            }
            Optional<RuleCount> failing = counts.stream()
                    .filter(count -> count.rule().action() == RuleAction.FAIL && count.rows() > 0)
                    .findFirst();
            if (failing.isPresent()) {
                throw refused(
                        failing.get().rows() + " rows break the rule "
                                + failing.get().rule().name() + ", whose action is fail",
                        "Look at the rows in " + rejected + " and correct the source");
            }
            if (balance.rejectedShare() > configuration.maxRejected()) {
                throw refused(
                        balance.rejected() + " of " + balance.read() + " rows were rejected, more than the share of "
                                + configuration.maxRejected() + " that --max-rejected allows",
                        "Look at the rows in " + rejected + " and correct the source, or raise --max-rejected");
            }
        }

        SnapshotTable publish(ParquetWriteResult written) {
            List<WrittenFile> files = written.files().get(TrainingRows.ACCEPTED);
            StructType schema = new StructType(configuration.trainingColumns().stream()
                    .map(judged.schema()::apply)
                    .toArray(StructField[]::new));
            Set<String> customers = files.stream()
                    .map(file -> file.path().substring(0, file.path().indexOf('/')))
                    .collect(Collectors.toSet());
            published(
                    lake.training(),
                    snapshot,
                    snapshot.publish(files, List.of(LakeDatasets.TRAINING_PARTITION), schema),
                    customers.size());
            return new SnapshotTable(
                    snapshot.name().toString(),
                    snapshot.folder().toString(),
                    schema,
                    judged.schema().apply(LakeDatasets.TRAINING_PARTITION),
                    PartitionRange.of(customers));
        }

        private JobException refused(String cause, String fix) {
            return new JobException(ExitCode.CONTRACT_VIOLATED, "Nothing was published", cause, fix);
        }
    }
}
