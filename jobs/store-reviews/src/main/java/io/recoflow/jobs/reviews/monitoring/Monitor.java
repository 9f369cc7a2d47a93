package io.recoflow.jobs.reviews.monitoring;

import io.recoflow.runtime.report.Console;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Tells how the job is doing: a line every ten seconds, and the same counts as Spark metrics. */
public final class Monitor implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final RunCounts counts;
    private final QueriesDown down;
    private final Console console;
    private final ReviewMetrics metrics;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "recoflow-monitor");
        thread.setDaemon(true);
        return thread;
    });
    private final long started = System.nanoTime();
    private BatchCounts last = BatchCounts.NONE;
    private long lastTime = started;

    private Monitor(RunCounts counts, QueriesDown down, Console console) {
        this.counts = counts;
        this.down = down;
        this.console = console;
        this.metrics = new ReviewMetrics(counts, down);
    }

    /** Begins. */
    public static Monitor start(RunCounts counts, QueriesDown down, Console console) {
        Monitor monitor = new Monitor(counts, down, console);
        monitor.metrics.register();
        var unused = monitor.timer.scheduleAtFixedRate(
                monitor::tellAlways, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
        return monitor;
    }

    /** The counts of the whole run, as a line for its end. */
    public String summary() {
        return line("In all:", counts.total(), System.nanoTime() - started);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        metrics.unregister();
    }

    /** A failure that left the timer would be the last line of all. */
    private void tellAlways() {
        try {
            tell();
        } catch (RuntimeException e) {
            console.warn("The line of progress cannot be told: " + e);
        }
    }

    private void tell() {
        long now = System.nanoTime();
        BatchCounts total = counts.total();
        console.progress(line("Last " + PERIOD.toSeconds() + " s:", total.since(last), now - lastTime) + down.state());
        last = total;
        lastTime = now;
    }

    private String line(String begin, BatchCounts some, long nanos) {
        return String.format(
                Locale.ROOT,
                "%s %,d in (%,.0f/s), lag %.2f s, %d queries down; %,d in = %,d stored + %,d superseded + %,d rejected;"
                        + " puts: %,d, repeated: %,d; rejected: %s.",
                begin,
                some.in(),
                some.in() * 1e9 / Math.max(1, nanos),
                counts.lag().toMillis() / 1e3,
                down.waiting() + down.parked(),
                some.in(),
                some.stored(),
                some.superseded(),
                some.rejectedInAll(),
                some.puts(),
                some.repeatedPuts(),
                reasons(some.rejected()));
    }

    private static String reasons(Map<String, Long> rejected) {
        return rejected.isEmpty()
                ? "none"
                : new TreeMap<>(rejected)
                        .entrySet().stream()
                                .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
                                .collect(Collectors.joining(", "));
    }
}
