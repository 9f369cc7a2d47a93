package io.recoflow.jobs.etl;

import io.recoflow.catalog.PartitionRange;
import io.recoflow.catalog.SnapshotTable;
import io.recoflow.database.SourceTableReader;
import io.recoflow.lake.parquet.ParquetWriterOptions;
import io.recoflow.lake.publish.JudgedDataset;
import io.recoflow.lake.publish.JudgedDataset.Tolerance;
import io.recoflow.lake.publish.JudgedRows;
import io.recoflow.lake.publish.PublishedDataset;
import io.recoflow.lake.publish.WrittenDataset;
import io.recoflow.lake.rules.RuleFailures;
import io.recoflow.lake.rules.RuleSet;
import io.recoflow.lake.snapshot.SnapshotInProgress;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.SparkProgress;
import io.recoflow.shop.LakeDatasets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One reading of the source into the lake: everything is written before anything is published, and what was written is
 * removed where it fails. Of a failed reading only the rejected rows stay, where it was them that made it fail.
 */
final class SourceReading {

    /** Where a day begins first: what is dated today anywhere is not dated after today. */
    private static final ZoneOffset FIRST_ZONE = ZoneOffset.ofHours(14);

    private final TrainingEtlConfiguration configuration;
    private final SourcePlan plan;
    private final SourceTableReader reader;
    private final UsedTables tables;
    private final TrainingLake lake;
    private final SparkProgress progress;
    private final TrainingRecord report;
    private final Clock clock;

    SourceReading(
            TrainingEtlConfiguration configuration,
            SourcePlan plan,
            SourceTableReader reader,
            UsedTables tables,
            TrainingLake lake,
            SparkProgress progress,
            TrainingRecord report,
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
            JudgedRows judged = judgedRows();
            try {
                JudgedDataset ratings = report.phase("write ratings", () -> writeRatings(judged, training));
                WrittenDataset catalogue = report.phase("write products", () -> writeProducts(products));
                Optional<WrittenDataset> ranking = report.phase("write popular products", () -> writePopular(popular));
                report.counted(ratings.balance(), ratings.rules());
                new TrailingBlanks(reader.session(), plan, reader, tables)
                        .in(ratings)
                        .forEach(report::warn);
                ratings.require(tolerance());
                return report.phase("publish", () -> {
                    published(ratings.accepted().publish());
                    published(catalogue.publish());
                    ranking.ifPresent(written -> published(written.publish()));
                    return table(training, ratings.accepted(), judged);
                });
            } catch (JobException refused) {
                if (refused.exitCode() != ExitCode.CONTRACT_VIOLATED) {
                    lake.rejected().remove(training.name());
                }
                throw refused;
            } catch (Exception failed) {
                lake.rejected().remove(training.name());
                throw configuration.ownRules().isEmpty()
                        ? failed
                        : RuleFailures.ended(failed).map(Exception.class::cast).orElse(failed);
            }
        }
    }

    /** A few rows of each table as {@link #run} would read and judge them; writes nothing. */
    SourceSample sample() throws SQLException {
        SourceSample sample = SourceSample.read(
                reader, plan, tables, (ratings, customers, products) -> judgedRows(ratings, customers, products)
                        .judgement());
        try (SalesQueries sales = salesQueries()) {
            return sample.with(sales, today());
        }
    }

    /** The rows that rules judge and the rules that can judge them; reads nothing but schemas. */
    private JudgedRows judgedRows() {
        return judgedRows(
                plan.readWithUnfit(tables.ratings(), reader),
                plan.readWithUnfit(tables.customers(), reader),
                plan.readWithUnfit(tables.products(), reader));
    }

    private JudgedRows judgedRows(Dataset<Row> ratings, Dataset<Row> customers, Dataset<Row> products) {
        RuleSet builtIn = BuiltInRules.load();
        Dataset<Row> joined = TrainingRows.joined(
                ratings, customers, products, configuration, builtIn.with(configuration.ownRules()));
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

    private JudgedDataset writeRatings(JudgedRows judged, SnapshotInProgress snapshot) {
        progress.describe("ratings, " + plan.rows(tables.ratings()) + " rows");
        return judged.write(
                lake.training(),
                snapshot,
                lake.rejected(),
                configuration.trainingColumns(),
                TrainingRows.unfitColumns(judged.rows()),
                LakeDatasets.TRAINING_PARTITION,
                clock.instant(),
                writing());
    }

    private WrittenDataset writeProducts(SnapshotInProgress snapshot) {
        progress.describe("products, " + plan.rows(tables.products()) + " rows");
        List<String> features = configuration.productFeatures();
        Dataset<Row> catalogue = ProductCatalogue.of(plan.read(tables.products(), reader), features);
        return WrittenDataset.write(
                lake.products(), snapshot, catalogue, LakeDatasets.productColumns(features), writing());
    }

    private Optional<WrittenDataset> writePopular(SnapshotInProgress snapshot) throws SQLException {
        if (!tables.hasOrders()) {
            report.warn("The mapping has no orders: " + LakeDatasets.POPULAR_PRODUCTS + " stays as it is.");
            return Optional.empty();
        }
        progress.describe("popular products");
        List<Row> ranked;
        try (SalesQueries sales = salesQueries()) {
            ranked = new PopularProducts(sales, configuration.popularWindowDays(), today(), report::warn).ranked();
        }
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        Dataset<Row> rows = reader.session()
                .createDataFrame(ranked, LakeDatasets.POPULAR_PRODUCTS_COLUMNS)
                .coalesce(1);
        List<String> columns = List.of(LakeDatasets.POPULAR_PRODUCTS_COLUMNS.fieldNames());
        return Optional.of(WrittenDataset.write(lake.popular(), snapshot, rows, columns, writing()));
    }

    private ParquetWriterOptions writing() {
        return ParquetWriterOptions.DEFAULT.withCompression(configuration.compression());
    }

    private SalesQueries salesQueries() throws SQLException {
        return SalesQueries.open(reader.database(), plan, tables, configuration.excludedOrderStatuses());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), FIRST_ZONE);
    }

    private Tolerance tolerance() {
        return new Tolerance(
                configuration.maxRejected(),
                "the table " + tables.ratings().table(),
                "Check --source-url; a lake without rows would take the place of a good one");
    }

    private void published(PublishedDataset dataset) {
        if (!dataset.latest()) {
            report.warn(dataset.path() + " is whole, but a run that began later has published already.");
        }
        report.published(dataset);
    }

    private static SnapshotTable table(SnapshotInProgress snapshot, WrittenDataset written, JudgedRows judged) {
        return new SnapshotTable(
                snapshot.name().toString(),
                snapshot.folder().toString(),
                written.columns(),
                judged.rows().schema().apply(LakeDatasets.TRAINING_PARTITION),
                PartitionRange.of(written.partitionFolders()));
    }
}
