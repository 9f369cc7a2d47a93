package io.recoflow.jobs.reviews.monitoring;

import io.recoflow.streaming.query.SupervisedQuery;
import java.util.List;
import java.util.stream.Collectors;

/** The queries of a run that do not run, while the job goes on. */
public record QueriesDown(List<SupervisedQuery> queries) {

    long waiting() {
        return queries.stream().filter(SupervisedQuery::isWaiting).count();
    }

    long parked() {
        return queries.stream().filter(SupervisedQuery::isParked).count();
    }

    /** In words, with a space in front; empty where all run. */
    String state() {
        return queries.stream().map(SupervisedQuery::trouble).collect(Collectors.joining());
    }
}
