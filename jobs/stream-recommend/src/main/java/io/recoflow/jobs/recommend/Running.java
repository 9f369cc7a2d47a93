package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.monitoring.Monitored;
import io.recoflow.jobs.recommend.monitoring.QueriesDown;
import io.recoflow.jobs.recommend.monitoring.Unanswered;
import io.recoflow.serving.served.Serving;
import io.recoflow.serving.served.Serving.Ages;
import io.recoflow.streaming.query.SupervisedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A run, as it is watched.
 *
 * @param queries all that were started; more may come
 */
record Running(Supplier<Serving> serving, List<SupervisedQuery> queries, Unanswered unanswered) implements Monitored {

    @Override
    public String state() {
        return stateOf(serving.get(), queries);
    }

    @Override
    public QueriesDown down() {
        return new QueriesDown(
                queries.stream().filter(SupervisedQuery::isWaiting).count(),
                queries.stream().filter(SupervisedQuery::isParked).count());
    }

    @Override
    public Ages ages(Instant now) {
        return serving.get().ages(now);
    }

    @Override
    public Duration oldestUnanswered(Instant now, Instant lastArrival) {
        return unanswered.age(now, lastArrival);
    }

    /** The models that are served and the queries that do not run, with a space in front. */
    static String stateOf(Serving serving, List<SupervisedQuery> queries) {
        return serving.modelVersion().map(version -> " Model " + version + ".").orElse(" No model yet.")
                + serving.canary()
                        .map(canary -> " Canary " + canary.model().version() + ".")
                        .orElse("")
                + queries.stream().map(SupervisedQuery::trouble).collect(Collectors.joining());
    }
}
