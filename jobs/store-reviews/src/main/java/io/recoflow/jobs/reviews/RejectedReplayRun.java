package io.recoflow.jobs.reviews;

import io.recoflow.dynamodb.Tables;
import io.recoflow.jobs.reviews.monitoring.BatchCounts;
import io.recoflow.jobs.reviews.monitoring.ReviewDetails;
import io.recoflow.jobs.reviews.monitoring.RunCounts;
import io.recoflow.jobs.reviews.store.RejectedReplay;
import io.recoflow.jobs.reviews.store.ReviewQueries;
import io.recoflow.jobs.reviews.store.ReviewTables;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.shop.review.ReviewTable;
import io.recoflow.streaming.broker.Broker;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** One reading of what was rejected: what is a review by the rules of this release is stored. */
record RejectedReplayRun(StoreReviewsConfiguration configuration, SparkSession session, JobContext context) {

    void run() throws Exception {
        Optional<ReportFile> report =
                configuration.reportFile(session.sessionState().newHadoopConf());
        try (Broker broker = configuration.broker()) {
            if (context.dryRun()) {
                context.console().out(DryRunPlan.text(configuration, broker));
                return;
            }
        }
        RunCounts counts = new RunCounts();
        context.record(Clock.systemUTC()).run(report, () -> ReviewDetails.of(counts.total()), () -> replay(counts));
    }

    private void replay(RunCounts counts) {
        var unused = Tables.checked(configuration.table(), ReviewTable.DESIGN);
        ReviewTables tables = ReviewTables.in(session, configuration.lake());
        ReviewQueries queries = new ReviewQueries(
                tables, configuration.table(), configuration.items(), configuration.checkpoints(), counts);
        BatchCounts found = new RejectedReplay(
                        tables,
                        queries,
                        configuration.items(),
                        configuration.stream().name())
                .run();
        counts.add(0, found, Instant.now());
        context.console()
                .out(found.in() + " rejected records were read once more: " + (found.in() - found.rejectedInAll())
                        + " are reviews now (" + found.stored() + " stored, " + found.superseded() + " superseded), "
                        + found.rejectedInAll() + " stay.");
    }
}
