package io.recoflow.jobs.recommend.monitoring;

import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.Recommendation;
import java.time.Duration;
import org.apache.spark.util.AccumulatorV2;

/**
 * What tasks count, added up on the driver. A task that is run again counts again, so these are for watching; what the
 * archive counts is exact.
 */
public final class ServingFigures extends AccumulatorV2<Figures, Figures> {

    private static final long serialVersionUID = 1;

    private Figures figures = new Figures();

    /** Counts an answer. */
    public void answered(Recommendation recommendation) {
        long latency = Duration.between(recommendation.arrival().arrivedAt(), recommendation.recommendedAt())
                .toMillis();
        FallbackReason reason = recommendation.reason();
        figures.answered(recommendation.servedBy().code(), reason == null ? "" : reason.code(), latency);
    }

    /** Counts a record that gets no answer. */
    public void left(ParsedActivity parsed) {
        if (parsed instanceof ParsedActivity.Rejected rejected) {
            figures.rejected(rejected.reason().code());
        } else {
            figures.dropped();
        }
    }

    @Override
    public boolean isZero() {
        return figures.isEmpty();
    }

    @Override
    public AccumulatorV2<Figures, Figures> copy() {
        ServingFigures copy = new ServingFigures();
        copy.figures = figures.copy();
        return copy;
    }

    @Override
    public void reset() {
        figures = new Figures();
    }

    @Override
    public void add(Figures more) {
        figures.add(more);
    }

    @Override
    public void merge(AccumulatorV2<Figures, Figures> other) {
        figures.add(other.value());
    }

    /** Goes on changing; see {@link Figures#copy}. */
    @Override
    public Figures value() {
        return figures;
    }
}
