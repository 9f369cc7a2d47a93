package io.recoflow.bench.kinesis;

import io.recoflow.bench.kinesis.KinesisSourceResult.HighestRate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Raises the rate in short trials until a reader falls behind, and then lets it hold the highest for the whole window.
 * The plain loop tries the lowest rate that did not hold, too: where it falls behind as well, the server is the limit.
 */
final class HighestRateSearch {

    private static final List<Integer> RATES = List.of(2_000, 5_000, 8_000, 10_000, 12_000, 15_000);
    private static final Duration TRIAL_WARM_UP = Duration.ofSeconds(5);
    private static final Duration TRIAL = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final StreamReader reader;
    private final Duration warmUp;
    private final Duration window;
    private final List<String> limits = new ArrayList<>();

    HighestRateSearch(StreamReader reader, Duration warmUp, Duration window) {
        this.reader = reader;
        this.warmUp = warmUp;
        this.window = window;
    }

    HighestRate run() throws Exception {
        Deque<Integer> candidates = new ArrayDeque<>();
        int tooHigh = 0;
        for (int rate : RATES) {
            if (!watch(reader, rate, TRIAL_WARM_UP, TRIAL).isHeld()) {
                tooHigh = rate;
                break;
            }
            candidates.push(rate);
        }
        HighestRate highest = HighestRate.NONE;
        while (highest.equals(HighestRate.NONE) && !candidates.isEmpty()) {
            int rate = candidates.pop();
            Lag lag = watch(reader, rate, warmUp, window);
            if (lag.isHeld()) {
                highest = new HighestRate(HighestRate.NONE.contestant(), rate, lag.sent(), lag.received());
            } else {
                tooHigh = rate;
            }
        }
        if (tooHigh > 0) {
            watch(new PlainLoop(), tooHigh, warmUp, window);
        }
        return highest;
    }

    /** What did not hold, and how the plain loop did in its place, in words. */
    List<String> limits() {
        return limits;
    }

    private Lag watch(StreamReader reader, int rate, Duration warmUp, Duration window) throws Exception {
        Lag lag;
        String outcome;
        try {
            lag = Traffic.measure(reader, Load.of(rate), warmUp.plus(window), traffic -> {
                traffic.flow(warmUp);
                return watch(traffic, rate, window);
            });
            outcome = lag.toString();
        } catch (IllegalStateException e) {
            // A server or a reader that has far too much to do fails in many ways.
            lag = Lag.NONE;
            outcome = e.getMessage();
        }
        String text = String.format(Locale.ROOT, "%s at %,d/s: %s", reader.name(), rate, outcome);
        System.err.println(text);
        if (!lag.isHeld() || reader instanceof PlainLoop) {
            limits.add(text);
        }
        return lag;
    }

    private static Lag watch(Traffic traffic, int rate, Duration window) throws InterruptedException {
        int from = traffic.next();
        long start = System.nanoTime();
        List<Integer> records = new ArrayList<>();
        while (System.nanoTime() - start < window.toNanos()) {
            traffic.flow(LOOK);
            records.add(traffic.lag());
        }
        int to = traffic.next();
        double seconds = (System.nanoTime() - start) / 1e9;
        int third = records.size() / 3;
        return new Lag(
                rate,
                seconds,
                to - from,
                traffic.finish().latencies(from, to).count(),
                average(records.subList(0, third)),
                average(records.subList(records.size() - third, records.size())));
    }

    private static double average(List<Integer> records) {
        return records.stream().mapToInt(Integer::intValue).average().orElse(0);
    }
}
