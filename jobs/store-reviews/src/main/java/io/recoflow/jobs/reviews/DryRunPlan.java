package io.recoflow.jobs.reviews;

import io.recoflow.dynamodb.Tables;
import io.recoflow.runtime.report.Table;
import io.recoflow.shop.review.RejectedReview;
import io.recoflow.shop.review.ReviewTable;
import io.recoflow.shop.review.StoredReview;
import io.recoflow.streaming.broker.Broker;

/** What a run would do, after everything that it needs was asked for. */
final class DryRunPlan {

    private DryRunPlan() {}

    /** @throws io.recoflow.runtime.failure.JobException where the stream or the table cannot be used */
    static String text(StoreReviewsConfiguration configuration, Broker broker) {
        String lake = configuration.lake();
        return Table.columns("what", "where", "state")
                .row(
                        "reviews",
                        configuration.stream().text(),
                        broker.openShards(configuration.stream()) + " open shards")
                .row("table", configuration.table().table(), Tables.checked(configuration.table(), ReviewTable.DESIGN))
                .row("every version", lake + "/" + StoredReview.TABLE, "appended to")
                .row("rejected", lake + "/" + RejectedReview.TABLE, "appended to")
                .row("checkpoints", configuration.checkpoints(), "kept")
                .text();
    }
}
