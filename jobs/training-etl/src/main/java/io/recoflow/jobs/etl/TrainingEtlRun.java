package io.recoflow.jobs.etl;

import io.recoflow.catalog.SnapshotTable;
import io.recoflow.catalog.TablePointer;
import io.recoflow.database.RefusedValue;
import io.recoflow.database.SourceDatabase;
import io.recoflow.database.SourceFailures;
import io.recoflow.database.SourceTableReader;
import io.recoflow.lake.contract.SchemaDifference;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.failure.Retries;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.runtime.report.RunReport;
import io.recoflow.runtime.report.SparkProgress;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** A run from the source's schema to the published snapshots and the report. */
final class TrainingEtlRun {

    /** Each costs a whole reading; a source that drops so many of them is not up. */
    private static final int MOST_READINGS = 5;

    private final JobContext context;
    private final TrainingEtlConfiguration configuration;
    private final SourceDatabase database;
    private final SparkSession session;
    private final Clock clock;
    private final UsedTables tables;
    private final TrainingRecord report;
    private final Optional<TablePointer> catalogTable;

    TrainingEtlRun(
            JobContext context,
            TrainingEtlConfiguration configuration,
            SourceDatabase database,
            SparkSession session,
            Clock clock) {
        this.context = context;
        this.configuration = configuration;
        this.database = database;
        this.session = session;
        this.clock = clock;
        this.tables = UsedTables.of(configuration);
        this.report = new TrainingRecord(context.record(clock));
        this.catalogTable = configuration.catalogTable().map(TablePointer::inGlue);
    }

    /** @throws JobException after the report of the failure is written */
    void run() throws Exception {
        Configuration hadoop = session.sessionState().newHadoopConf();
        TrainingLake lake = TrainingLake.open(configuration.lake(), hadoop, clock);
        // Before an hour of reading, not after it.
        Optional<ReportFile> copy = configuration.report().map(file -> ReportFile.open(file, hadoop));
        Optional<String> catalogPlan = catalogTable.map(TablePointer::plan);
        if (context.dryRun()) {
            rehearse(lake, catalogPlan);
            return;
        }
        try {
            report.phase("clean up", () -> {
                lake.removeLeftovers(report);
                return true;
            });
            SnapshotTable published = readIntoLake(lake);
            moveCatalogTable(published);
            report.phase("prune", () -> {
                lake.prune(configuration.keepSnapshots(), report);
                return true;
            });
        } catch (Exception failure) {
            finish(lake, copy, report.failed(failure), failure);
            throw failure;
        }
        RunReport<TrainingDetails> done = report.published();
        report.leave(lake.reportOf(done.runId()), done);
        copy.ifPresent(file -> report.leave(file, done));
        context.console().out(RunSummary.of(done, lake.reportOf(done.runId())));
    }

    private SnapshotTable readIntoLake(TrainingLake lake) throws Exception {
        for (int reading = 1; ; reading++) {
            SourcePlan plan = readablePlan(OptionalInt.empty());
            plan.nulls()
                    .forEach((values, count) -> report.warn(count + " rows have " + values + ", which come as NULL."));
            GeneratedCode.onlyFor(plan.rows(tables.ratings()), session);
            try (SparkProgress progress = SparkProgress.start(session, context.console())) {
                return run(plan, lake, progress).run();
            } catch (Exception failure) {
                if (JobException.in(failure).isPresent()) {
                    throw failure;
                }
                if (reading == MOST_READINGS || !SourceFailures.isTemporary(failure)) {
                    throw ended(failure);
                }
                context.console().progress("The source broke off; reading it again.");
            }
        }
    }

    /** Before old snapshots are deleted: until then the table shows one of them. */
    private void moveCatalogTable(SnapshotTable published) throws Exception {
        if (catalogTable.isPresent()) {
            TablePointer pointer = catalogTable.get();
            report.moved(report.phase("move catalog table", () -> pointer.move(published)));
        }
    }

    /** Tries to write, connects, compares, plans, reads a sample and prints; leaves nothing. */
    private void rehearse(TrainingLake lake, Optional<String> catalogPlan) throws Exception {
        lake.requireWritable();
        SourcePlan plan = readablePlan(OptionalInt.of(SourceSample.ROWS));
        plan.nulls()
                .forEach((values, count) -> report.warn("Among at most " + SourceSample.ROWS + " rows " + count
                        + " have " + values + ", which come as NULL."));
        GeneratedCode.onlyFor(0, session);
        try (SparkProgress progress = SparkProgress.start(session, context.console())) {
            SourceSample sample = throughOutages(run(plan, lake, progress)::sample);
            context.console().out(DryRunText.text(context.settings(), configuration, plan, sample, lake, catalogPlan));
        }
    }

    private SourceReading run(SourcePlan plan, TrainingLake lake, SparkProgress progress) {
        return new SourceReading(
                configuration, plan, new SourceTableReader(session, database), tables, lake, progress, report, clock);
    }

    private SourcePlan readablePlan(OptionalInt nullsAmong) throws Exception {
        SourcePlan plan = report.phase(
                "plan", () -> throughOutages(() -> SourcePlan.of(database, tables, configuration, nullsAmong)));
        report.schemaDifferences(plan.differences());
        plan.differences().forEach(difference -> context.console().progress("Schema: " + difference));
        if (!plan.fatalDifferences().isEmpty()) {
            throw new JobException(
                    ExitCode.SCHEMA_MISMATCH,
                    "The source " + database.url() + " does not match the contract",
                    plan.fatalDifferences().stream()
                            .map(SchemaDifference::toString)
                            .collect(Collectors.joining("; ")),
                    "Restore them in the source, leave columns out of --customer-features and --product-features, or"
                            + " say in --mapping what they are called here, or by which expression they come");
        }
        return plan;
    }

    private <T> T throughOutages(Callable<T> work) throws Exception {
        try {
            return Retries.within(
                    database.timeout(),
                    SourceFailures::isTemporary,
                    (tries, failure) -> context.console()
                            .progress("The source does not answer; trying again (" + tries + " tries so far)."),
                    work);
        } catch (Exception failure) {
            throw ended(failure);
        }
    }

    private Exception ended(Exception failure) {
        Optional<JobException> known = new RefusedValue(
                        database, configuration.sourceSchema(), configuration.mapping(), tables.all())
                .ended(failure)
                .or(() -> SourceFailures.ended(failure, database));
        return known.isPresent() ? known.get() : failure;
    }

    /** Writes the report of a failed run as well as it can; the run's own failure matters more. */
    private void finish(
            TrainingLake lake, Optional<ReportFile> copy, RunReport<TrainingDetails> failed, Exception failure) {
        try {
            lake.reportOf(failed.runId()).write(failed);
            copy.ifPresent(file -> file.write(failed));
        } catch (RuntimeException unwritten) {
            failure.addSuppressed(unwritten);
        }
        if (failed.details().ratings().read() > 0) {
            context.console().out(RunSummary.of(failed, lake.reportOf(failed.runId())));
        }
    }
}
