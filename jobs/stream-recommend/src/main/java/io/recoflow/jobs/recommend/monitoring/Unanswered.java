package io.recoflow.jobs.recommend.monitoring;

import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.query.SupervisedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the oldest event that is not answered may have waited. It grows with the clock, also while nothing is heard of
 * the stream or of the query: what has arrived since then is not known to be answered.
 */
public final class Unanswered {

    private final Broker activity;
    private final Latency latency;
    private final Instant started;
    private volatile Optional<SupervisedQuery> answering = Optional.empty();

    /**
     * Of a run.
     *
     * @param activity the broker of the stream that is answered
     * @param latency of a batch in real-time mode nothing is known before its end but what was answered
     * @param started before it, nobody was to be answered by this run
     */
    public Unanswered(Broker activity, Latency latency, Instant started) {
        this.latency = latency;
        this.activity = activity;
        this.started = started;
    }

    /** @param query that answers */
    public void by(SupervisedQuery query) {
        answering = Optional.of(query);
    }

    /**
     * The age at a time.
     *
     * @param lastArrival of what was answered
     */
    public Duration age(Instant now, Instant lastArrival) {
        Instant done = answering
                .flatMap(SupervisedQuery::lastProgress)
                .map(progress -> activity.doneUntil(progress).orElseGet(() -> Instant.parse(progress.timestamp())))
                .orElse(started);
        Instant later = latency == Latency.REAL_TIME && lastArrival.isAfter(done) ? lastArrival : done;
        return later.isBefore(now) ? Duration.between(later, now) : Duration.ZERO;
    }
}
