package io.recoflow.jobs.recommend.monitoring;

import io.recoflow.serving.served.Serving.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a run tells of itself when it is asked, from whatever thread. */
public interface Monitored {

    /** A run that no stream waits for. */
    Monitored ONCE = new Monitored() {
        @Override
        public String state() {
            return "";
        }

        @Override
        public QueriesDown down() {
            return new QueriesDown(0, 0);
        }

        @Override
        public Ages ages(Instant now) {
            return new Ages(Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public Duration oldestUnanswered(Instant now, Instant lastArrival) {
            return Duration.ZERO;
        }
    };

    /** What else the line of progress shall say, with a space in front: the model that is served, what does not run. */
    String state();

    /** Queries that do not run. */
    QueriesDown down();

    /** How old it is what answers are made from. */
    Ages ages(Instant now);

    /**
     * How long the oldest event that is not answered may have waited, by the clock.
     *
     * @param lastArrival of what was answered
     */
    Duration oldestUnanswered(Instant now, Instant lastArrival);
}
