package io.recoflow.bench.reviews;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkResult;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Machine;
import io.recoflow.local.process.TemporaryDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A backlog of reviews that is worked off, by store-reviews and by a loop of the AWS SDK without Spark, in turns. What is
 * measured is the time from a tenth of the puts to the last, so that no contestant's start is in it.
 */
public final class StoreReviewsBenchmark implements Benchmark {

    private static final String NAME = "store-reviews";
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<Storer> STORERS = List.of(new JobStorer(), new SdkLoop());

    @Override
    public String name() {
        return NAME;
    }

    /** With as many reviews as the settings have customers. */
    @Override
    public BenchmarkResult run(BenchmarkSettings settings) throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < settings.rounds(); round++) {
            for (Storer storer : STORERS) {
                double rate = rate(storer, settings.customers());
                System.err.printf("round %d: %s %.0f reviews/s%n", round, storer.name(), rate);
                rates.computeIfAbsent(storer.name(), any -> new ArrayList<>()).add(rate);
            }
        }
        return new StoreReviewsResult(
                NAME,
                rates.entrySet().stream()
                        .map(each -> StoreReviewsResult.Rate.of(each.getKey(), each.getValue()))
                        .toList(),
                String.format(
                        "%,d reviews of 600 bytes from kinesalite, 2 shards, into dynalite, %d puts at a time; %d rounds,"
                                + " all on the same cores",
                        settings.customers(), Storer.PUTS_AT_ONCE, settings.rounds()),
                Machine.description(),
                Instant.now());
    }

    private static double rate(Storer storer, int reviews) throws Exception {
        try (ReviewServices services = ReviewServices.with(reviews);
                TemporaryDirectory folder = TemporaryDirectory.create("recoflow-bench-reviews-");
                AutoCloseable running = storer.start(services, folder.path())) {
            long begun = reached(services, reviews / 10);
            long ended = reached(services, reviews);
            if (services.items() != reviews) {
                throw new IllegalStateException(
                        storer.name() + " stored " + services.items() + " of " + reviews + " reviews");
            }
            return (reviews - reviews / 10) * 1e9 / (ended - begun);
        }
    }

    /** When the table had been asked for so many puts. */
    private static long reached(ReviewServices services, long puts) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (services.puts() < puts) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("Only " + services.puts() + " of " + puts + " puts were made");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return System.nanoTime();
    }
}
