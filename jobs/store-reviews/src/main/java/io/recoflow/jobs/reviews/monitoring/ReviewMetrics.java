package io.recoflow.jobs.reviews.monitoring;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.recoflow.shop.review.ReviewRejection;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * The counts as Dropwizard gauges of Spark's metrics system on the driver, under the name {@value #NAME}: whatever sink
 * Spark is configured with exposes them. Counts are since the job's start.
 */
final class ReviewMetrics implements Source {

    static final String NAME = "recoflow";

    private final MetricRegistry registry = new MetricRegistry();

    ReviewMetrics(RunCounts counts, QueriesDown down) {
        gauge("in", () -> counts.total().in());
        gauge("stored", () -> counts.total().stored());
        gauge("superseded", () -> counts.total().superseded());
        gauge("rejected", () -> counts.total().rejectedInAll());
        for (ReviewRejection reason : ReviewRejection.values()) {
            gauge("rejected." + reason.code(), () -> counts.total().rejected().getOrDefault(reason.code(), 0L));
        }
        gauge("puts", () -> counts.total().puts());
        gauge("repeatedPuts", () -> counts.total().repeatedPuts());
        gauge("lagMillis", () -> counts.lag().toMillis());
        gauge("waitingQueries", down::waiting);
        gauge("parkedQueries", down::parked);
    }

    void register() {
        SparkEnv.get().metricsSystem().registerSource(this);
    }

    void unregister() {
        SparkEnv environment = SparkEnv.get();
        if (environment != null) {
            environment.metricsSystem().removeSource(this);
        }
    }

    @Override
    public String sourceName() {
        return NAME;
    }

    @Override
    public MetricRegistry metricRegistry() {
        return registry;
    }

    private <T> void gauge(String name, Gauge<T> gauge) {
        registry.register(name, gauge);
    }
}
