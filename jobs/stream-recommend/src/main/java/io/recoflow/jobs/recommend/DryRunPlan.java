package io.recoflow.jobs.recommend;

import io.recoflow.runtime.report.Table;
import io.recoflow.serving.served.Canary;
import io.recoflow.serving.served.PopularProducts;
import io.recoflow.serving.served.Serving;
import io.recoflow.shop.activity.ActivityCount;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.StreamAddress;

/** What a run would do, after everything that it needs was asked for. */
final class DryRunPlan {

    private DryRunPlan() {}

    static String text(
            StreamRecommendConfiguration configuration, Broker activity, Broker recommendations, Serving serving) {
        PopularProducts popular = serving.popular();
        StreamRecommendConfiguration.Streams streams = configuration.streams();
        String lake = configuration.archive().lake();
        Table plan = Table.columns("what", "where", "state")
                .row("activity", streams.activity().text(), shards(activity, streams.activity()));
        streams.recommendations()
                .ifPresent(stream -> plan.row("recommendations", stream.text(), shards(recommendations, stream)));
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
                        serving.stock().soldOut().size() + " products sold out");
        Canary canary = configuration.serving().canary();
        if (canary != null) {
            plan.row(
                    "canary",
                    canary.version(),
                    serving.canary().isPresent() ? canary.share() + " of the sessions" : "cannot be used");
        }
        if (configuration.serving().businessRules() != null) {
            plan.row(
                    "business rules",
                    configuration.serving().businessRules(),
                    serving.rules().size() + ", by which "
                            + serving.stock().excluded().size() + " products are excluded and "
                            + serving.stock().boosts().size() + " boosted");
        }
        plan.row("archive", lake + "/" + Recommendation.TABLE, "appended to")
                .row("rejected", lake + "/" + RejectedActivity.TABLE, "appended to")
                .row("counts", lake + "/" + ActivityCount.TABLE, "appended to")
                .row("checkpoints", configuration.checkpoints(), "kept");
        return plan.text();
    }

    private static String shards(Broker broker, StreamAddress stream) {
        return broker.openShards(stream) + " open shards";
    }
}
