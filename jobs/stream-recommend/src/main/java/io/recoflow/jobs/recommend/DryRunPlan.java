package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.archive.ArchiveTables;
import io.recoflow.jobs.recommend.serving.PopularProducts;
import io.recoflow.jobs.recommend.serving.Serving;
import io.recoflow.jobs.recommend.stream.StreamCheck;
import io.recoflow.runtime.Table;

/** What a run would do, after everything that it needs was asked for. */
final class DryRunPlan {

    private DryRunPlan() {}

    static String text(StreamRecommendConfiguration configuration, Serving serving) {
        PopularProducts popular = serving.popular();
        Table plan = Table.columns("what", "where", "state")
                .row("activity", configuration.activityStream(), shards(configuration, configuration.activityStream()));
        configuration
                .recommendationsStream()
                .ifPresent(stream -> plan.row("recommendations", stream, shards(configuration, stream)));
        plan.row(
                        "model",
                        configuration.serving().artifacts(),
                        serving.modelVersion().orElse("none yet: what is popular is served"))
                .row(
                        "popular products",
                        popular.snapshot(),
                        popular.overAll().size() + " over all, "
                                + popular.byCountry().size() + " countries")
                .row(
                        "stock",
                        serving.stock().snapshot().isEmpty()
                                ? "unknown"
                                : serving.stock().snapshot(),
                        serving.stock().soldOut().size() + " products sold out")
                .row("archive", configuration.lake() + "/" + ArchiveTables.RECOMMENDATIONS, "appended to")
                .row("rejected", configuration.lake() + "/" + ArchiveTables.REJECTED, "appended to")
                .row("counts", configuration.lake() + "/" + ArchiveTables.COUNTS, "appended to")
                .row("checkpoints", configuration.checkpoints(), "kept");
        return plan.text();
    }

    private static String shards(StreamRecommendConfiguration configuration, String stream) {
        return StreamCheck.openShards(configuration.kinesis(), stream) + " open shards";
    }
}
