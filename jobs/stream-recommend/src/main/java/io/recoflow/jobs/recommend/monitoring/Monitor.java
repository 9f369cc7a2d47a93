package io.recoflow.jobs.recommend.monitoring;

import io.recoflow.runtime.report.Console;
import io.recoflow.serving.served.Serving.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Tells how the job is doing: a line every ten seconds, and the same statistics as Spark metrics. */
public final class Monitor implements AutoCloseable {

    static final Duration PERIOD = Duration.ofSeconds(10);

    private final SparkSession session;
    private final StatisticsAccumulator accumulated = new StatisticsAccumulator();
    private final RunningTasks running;
    private final Monitored job;
    private final Console console;
    private final ServingMetrics metrics;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "recoflow-monitor");
        thread.setDaemon(true);
        return thread;
    });
    private final long started = System.nanoTime();
    private ServingStatistics last = new ServingStatistics();
    private long lastTime = started;

    private Monitor(SparkSession session, Monitored job, Console console) {
        this.session = session;
        this.job = job;
        this.console = console;
        session.sparkContext().register(accumulated, "recommendations");
        this.running = new RunningTasks(accumulated.id());
        this.metrics =
                new ServingMetrics(this::total, this::oldestUnanswered, job::down, () -> job.ages(Instant.now()));
    }

    /** Begins. */
    public static Monitor start(SparkSession session, Monitored job, Console console) {
        Monitor monitor = new Monitor(session, job, console);
        session.sparkContext().addSparkListener(monitor.running);
        monitor.metrics.register();
        var unused = monitor.timer.scheduleAtFixedRate(
                monitor::tellAlways, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
        return monitor;
    }

    /** What tasks count with. */
    public StatisticsAccumulator statistics() {
        return accumulated;
    }

    /** All of this run. */
    public ServingStatistics total() {
        ServingStatistics total = accumulated.value().copy();
        total.add(running.sum());
        return total;
    }

    /** The statistics of the whole run, as lines for its end. */
    public String summary() {
        return line("In all:", total(), System.nanoTime() - started);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        metrics.unregister();
        session.sparkContext().removeSparkListener(running);
    }

    private Duration oldestUnanswered() {
        return job.oldestUnanswered(Instant.now(), total().lastArrival());
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
        ServingStatistics total = total();
        ServingStatistics recent = total.since(last);
        console.progress(line("Last " + PERIOD.toSeconds() + " s:", recent, now - lastTime) + job.state());
        metrics.recent(recent, now - lastTime);
        total.modelFailures().forEach((version, cause) -> {
            if (!last.modelFailures().containsKey(version)) {
                console.warn(
                        "The model " + version + " failed on an event, which is answered with what is popular; more"
                                + " may follow, see model_error in the fallbacks. The first cause: " + cause
                                + ". train-model check --bundle looks for others");
            }
        });
        last = total;
        lastTime = now;
    }

    private String line(String begin, ServingStatistics statistics, long nanos) {
        double rate = statistics.answered() * 1e9 / Math.max(1, nanos);
        Ages ages = job.ages(Instant.now());
        return String.format(
                Locale.ROOT,
                "%s %,d answered (%,.0f/s), lag %.2f s, p50 %d ms, p99 %d ms, oldest unanswered %.1f s, %d queries down,"
                        + " model %s h, popularity %s h, stock %s h old; fallbacks: %s; rejected: %s; dropped: %,d.",
                begin,
                statistics.answered(),
                rate,
                statistics.lagMillis() / 1e3,
                statistics.latencyMillis(50),
                statistics.latencyMillis(99),
                oldestUnanswered().toMillis() / 1e3,
                job.down().count(),
                hours(ages.model()),
                hours(ages.popular()),
                hours(ages.stock()),
                counts(statistics.reasons()),
                counts(statistics.rejected()),
                statistics.droppedEvents());
    }

    /** No number where it is not known, so that nobody takes it for one. */
    private static String hours(Optional<Duration> age) {
        return age.map(known -> String.format(Locale.ROOT, "%.1f", known.toMinutes() / 60.0))
                .orElse("-");
    }

    private static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
