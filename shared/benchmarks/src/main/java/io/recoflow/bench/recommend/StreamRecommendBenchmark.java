package io.recoflow.bench.recommend;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkResult;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Machine;
import io.recoflow.bench.recommend.RecommendResult.Figures;
import io.recoflow.bench.recommend.RecommendResult.HighestRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How long an event of a shopper waits for its recommendations, from the put into a stream to their receipt from another,
 * and the highest rate that the job keeps up with. The job is the real one, submitted as a user would. Beside another build of
 * it, both are measured in turns instead.
 */
public final class StreamRecommendBenchmark implements Benchmark {

    private static final List<Integer> RATES = List.of(100, 1_000);
    private static final int LAST_RATE = 2_000;
    private static final List<Integer> FLOOR_RATES = List.of(1_000, 2_000);
    private static final List<Integer> HIGH_RATES = List.of(1_000, 1_500, 2_000, 2_500, 3_000, 4_000);
    private static final int FIRST_RATE = 1_000;
    private static final Duration TRIAL = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "stream-recommend";
    }

    @Override
    public BenchmarkResult run(BenchmarkSettings settings) throws Exception {
        return settings.peer().isPresent()
                ? BuildsInTurns.measured(name(), settings.peer().get(), settings)
                : alone(settings);
    }

    private RecommendResult alone(BenchmarkSettings settings) throws Exception {
        WarmUp warmUp = WarmUp.before(settings.window());
        List<Figures> results = new ArrayList<>();
        Map<String, Integer> highestRates = new HashMap<>();
        List<String> trials = new ArrayList<>();
        for (Answerer job : List.of(JobAnswerer.microBatch(), JobAnswerer.realTime())) {
            int highest;
            try (Shopping shopping = Shopping.open(job)) {
                shopping.warmUp(FIRST_RATE, warmUp.ofTheStart());
                latencies(shopping, RATES, warmUp.ofARate(), settings.window(), results);
                highest = highestRate(shopping, trials);
                // Last, for what falls behind then is still behind in what comes after it.
                latencies(shopping, List.of(LAST_RATE), warmUp.ofARate(), settings.window(), results);
            }
            highestRates.put(job.name(), highest);
            floorOfTheFirstAbove(highest, trials);
        }
        results.add(HighestRate.of(highestRates, trials));
        try (Shopping shopping = Shopping.open(new FloorLoop())) {
            latencies(shopping, FLOOR_RATES, warmUp.ofARate(), settings.window(), results);
        }
        return new RecommendResult(
                name(), results, setup(settings.window(), warmUp), Machine.description(), Instant.now());
    }

    /**
     * How long visitors come before a window.
     *
     * @param ofTheStart of an answerer
     * @param ofARate before each of its rates
     */
    private record WarmUp(Duration ofTheStart, Duration ofARate) {

        /** Until the just-in-time compiler has seen two batches of the archive. */
        private static final Duration START = Duration.ofSeconds(120);

        private static final Duration RATE = Duration.ofSeconds(15);
        private static final Duration USUAL_WINDOW = Duration.ofSeconds(60);

        /** A window shorter than the usual one is for trying the benchmark out. */
        static WarmUp before(Duration window) {
            return window.compareTo(USUAL_WINDOW) < 0 ? new WarmUp(window, window) : new WarmUp(START, RATE);
        }
    }

    private static void floorOfTheFirstAbove(int rate, List<String> trials) throws Exception {
        OptionalInt failed = HIGH_RATES.stream()
                .mapToInt(each -> each)
                .filter(each -> each > rate)
                .findFirst();
        if (failed.isPresent()) {
            try (Shopping shopping = Shopping.open(new FloorLoop())) {
                trials.add(told(shopping.attempt(failed.getAsInt(), TRIAL)));
            }
        }
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

    private static String setup(Duration window, WarmUp warmUp) {
        return String.format(
                Locale.ROOT,
                "kinesalite on this machine, two streams of %d shards; the job by spark-submit with --master local[6]"
                        + " and 2 GB, its archive running, a model of %d dimensions and 110 products; visitors and"
                        + " platform in the benchmark's process, the platform polls every 200 ms; %d s after a warm-up of"
                        + " %d s, and of %d s after the start; from the event's time, just before the put, to the receipt"
                        + " of its answer.",
                ShopStreams.SHARDS,
                ServedShop.DIMENSION,
                window.toSeconds(),
                warmUp.ofARate().toSeconds(),
                warmUp.ofTheStart().toSeconds());
    }
}
