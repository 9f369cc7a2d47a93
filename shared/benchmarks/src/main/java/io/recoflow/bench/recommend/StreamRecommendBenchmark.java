package io.recoflow.bench.recommend;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Machine;
import io.recoflow.bench.recommend.RecommendResult.Figures;
import io.recoflow.bench.recommend.RecommendResult.HighestRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long an event of a shopper waits for its recommendations, from the put into a stream to their receipt from another,
 * and the highest rate that the job keeps up with. The job is the real one, submitted as a user would.
 */
public final class StreamRecommendBenchmark implements Benchmark {

    private static final List<Integer> RATES = List.of(100, 1_000, 2_000);
    private static final List<Integer> FLOOR_RATES = List.of(1_000);
    private static final List<Integer> HIGH_RATES = List.of(3_000, 4_000, 6_000, 8_000);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration TRIAL = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "stream-recommend";
    }

    @Override
    public RecommendResult run(BenchmarkSettings settings) throws Exception {
        List<Figures> results = new ArrayList<>();
        // A short window is for trying the benchmark out, and so is a short warm-up.
        Duration warmUp = settings.window().compareTo(WARM_UP) < 0 ? settings.window() : WARM_UP;
        for (Answerer job : List.of(JobAnswerer.microBatch(), JobAnswerer.realTime())) {
            int failed;
            List<String> trials = new ArrayList<>();
            int highest;
            try (Shopping shopping = Shopping.open(job)) {
                latencies(shopping, RATES, warmUp, settings.window(), results);
                highest = highestRate(shopping, trials);
                failed = HIGH_RATES.stream()
                        .filter(rate -> rate > highest)
                        .findFirst()
                        .orElse(0);
            }
            if (failed > 0) {
                try (Shopping shopping = Shopping.open(new FloorLoop())) {
                    trials.add(told(shopping.attempt(failed, TRIAL)));
                }
            }
            results.add(new HighestRate("highest-rate-" + job.name(), highest, List.copyOf(trials)));
        }
        try (Shopping shopping = Shopping.open(new FloorLoop())) {
            latencies(shopping, FLOOR_RATES, warmUp, settings.window(), results);
        }
        return new RecommendResult(
                name(), results, setup(settings.window(), warmUp), Machine.description(), Instant.now());
    }

    private static void latencies(
            Shopping shopping, List<Integer> rates, Duration warmUp, Duration window, List<Figures> results)
            throws InterruptedException {
        for (int rate : rates) {
            shopping.warmUp(rate, warmUp);
            Figures figures = shopping.measure(rate, window);
            System.err.println(figures);
            results.add(figures);
        }
    }

    /** Zero where none is held. */
    private static int highestRate(Shopping shopping, List<String> trials) throws InterruptedException {
        int highest = 0;
        for (int rate : HIGH_RATES) {
            Trial trial = shopping.attempt(rate, TRIAL);
            trials.add(told(trial));
            if (!trial.isHeld()) {
                return highest;
            }
            highest = rate;
        }
        return highest;
    }

    private static String told(Trial trial) {
        System.err.println(trial);
        return trial.toString();
    }

    private static String setup(Duration window, Duration warmUp) {
        return String.format(
                Locale.ROOT,
                "kinesalite on this machine, two streams of %d shards; the job by spark-submit with --master local[6]"
                        + " and 2 GB, its archive running, a model of %d dimensions and 110 products; visitors and"
                        + " platform in the benchmark's process, the platform polls every 200 ms; %d s after a warm-up"
                        + " of %d s; from the event's time, just before the put, to the receipt of its answer.",
                LocalStreams.SHARDS,
                ServedShop.DIMENSION,
                window.toSeconds(),
                warmUp.toSeconds());
    }
}
