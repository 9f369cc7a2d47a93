package io.recoflow.jobs.recommend.monitoring;

import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.Recommendation;
import java.time.Duration;
import java.time.Instant;
import org.apache.spark.util.AccumulatorV2;

/**
 * What tasks count, added up on the driver. A task that is run again counts again, so these are for watching; what the
 * archive counts is exact.
 */
public final class StatisticsAccumulator extends AccumulatorV2<ServingStatistics, ServingStatistics> {

    private static final long serialVersionUID = 1;

    private ServingStatistics statistics = new ServingStatistics();

    /** Counts an answer. */
    public void answered(Recommendation recommendation) {
        if (recommendation.reason() == FallbackReason.EXPIRED) {
            statistics.expired(FallbackReason.EXPIRED.code());
            return;
        }
        Instant arrivedAt = recommendation.arrival().arrivedAt();
        long latency =
                Duration.between(arrivedAt, recommendation.recommendedAt()).toMillis();
        FallbackReason reason = recommendation.reason();
        statistics.answered(
                recommendation.servedBy().code(),
                reason == null ? "" : reason.code(),
                arrivedAt.toEpochMilli(),
                latency);
    }

    /** Tells why a model failed on an event; of a version, the first cause is kept. */
    public void modelFailed(String version, String cause) {
        statistics.modelFailed(version, cause);
    }

    /** Counts a record that gets no answer. */
    public void left(ParsedActivity parsed) {
        if (parsed instanceof ParsedActivity.Rejected rejected) {
            statistics.rejected(rejected.reason().code());
        } else {
            statistics.dropped();
        }
    }

    @Override
    public boolean isZero() {
        return statistics.isEmpty();
    }

    @Override
    public AccumulatorV2<ServingStatistics, ServingStatistics> copy() {
        StatisticsAccumulator copy = new StatisticsAccumulator();
        copy.statistics = statistics.copy();
        return copy;
    }

    @Override
    public void reset() {
        statistics = new ServingStatistics();
    }

    @Override
    public void add(ServingStatistics more) {
        statistics.add(more);
    }

    @Override
    public void merge(AccumulatorV2<ServingStatistics, ServingStatistics> other) {
        statistics.add(other.value());
    }

    /** Goes on changing; see {@link ServingStatistics#copy}. */
    @Override
    public ServingStatistics value() {
        return statistics;
    }
}
