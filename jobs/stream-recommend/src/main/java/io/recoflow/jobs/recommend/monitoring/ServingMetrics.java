package io.recoflow.jobs.recommend.monitoring;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.recoflow.serving.served.Serving.Ages;
import io.recoflow.shop.activity.RejectionReason;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.ServedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * The statistics as Dropwizard gauges of Spark's metrics system on the driver, under the name {@value #NAME}: whatever sink
 * Spark is configured with exposes them. Counts are since the job's start; rate, lag and latencies of the last period; an age that is not known is -1.
 */
final class ServingMetrics implements Source {

    static final String NAME = "recoflow";

    private static final long UNKNOWN = -1;

    private final MetricRegistry registry = new MetricRegistry();
    private volatile ServingStatistics recent = new ServingStatistics();
    private volatile double rate;

    ServingMetrics(
            Supplier<ServingStatistics> total,
            Supplier<Duration> oldestUnanswered,
            Supplier<QueriesDown> down,
            Supplier<Ages> ages) {
        gauge("modelAgeSeconds", () -> seconds(ages.get().model()));
        gauge("popularityAgeSeconds", () -> seconds(ages.get().popular()));
        gauge("stockAgeSeconds", () -> seconds(ages.get().stock()));
        gauge("oldestUnansweredMillis", () -> oldestUnanswered.get().toMillis());
        gauge("parkedQueries", () -> down.get().parked());
        gauge("waitingQueries", () -> down.get().waiting());
        gauge("answered", () -> total.get().answered());
        gauge("dropped", () -> total.get().droppedEvents());
        gauge("ratePerSecond", () -> rate);
        gauge("lagMillis", () -> recent.lagMillis());
        gauge("latencyMillis.p50", () -> recent.latencyMillis(50));
        gauge("latencyMillis.p99", () -> recent.latencyMillis(99));
        for (ServedBy by : ServedBy.values()) {
            gauge("servedBy." + by.code(), () -> total.get().servedBy().getOrDefault(by.code(), 0L));
        }
        for (FallbackReason reason : FallbackReason.values()) {
            gauge("fallbacks." + reason.code(), () -> total.get().reasons().getOrDefault(reason.code(), 0L));
        }
        for (RejectionReason reason : RejectionReason.values()) {
            gauge("rejected." + reason.code(), () -> total.get().rejected().getOrDefault(reason.code(), 0L));
        }
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

    void recent(ServingStatistics statistics, long nanos) {
        recent = statistics;
        rate = statistics.answered() * 1e9 / Math.max(1, nanos);
    }

    @Override
    public String sourceName() {
        return NAME;
    }

    @Override
    public MetricRegistry metricRegistry() {
        return registry;
    }

    private static long seconds(Optional<Duration> age) {
        return age.map(Duration::toSeconds).orElse(UNKNOWN);
    }

    private <T> void gauge(String name, Gauge<T> gauge) {
        registry.register(name, gauge);
    }
}
