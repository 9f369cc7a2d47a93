package io.recoflow.bench.recommend;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Machine;
import io.recoflow.bench.recommend.SoakResult.Sample;
import io.recoflow.local.activity.ActivitySimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Whether a job that answers for long grows: its heap, its open files, its checkpoints, its lag. */
public final class StreamRecommendSoak implements Benchmark {

    private static final Duration WARM_UP = Duration.ofMinutes(3);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "stream-recommend-soak";
    }

    @Override
    public SoakResult run(BenchmarkSettings settings) throws Exception {
        Duration time = settings.window();
        // A short run is for trying the benchmark out.
        Duration warmUp = min(WARM_UP, time.dividedBy(2));
        Duration interval = min(INTERVAL, time.dividedBy(6));
        try (Shopping shopping = Shopping.open(JobAnswerer.microBatch());
                ActivitySimulator visitors = shopping.visitors(settings.eventsPerSecond())) {
            List<Sample> samples = samples(shopping, visitors, time, interval);
            visitors.stop();
            long sent = visitors.sent().activity();
            boolean all = shopping.client().awaitAnswered(visitors.eventIds(), DRAIN_LIMIT);
            long missing = all ? 0 : Math.max(1, shopping.lag(visitors));
            return new SoakResult(
                    name(),
                    sent,
                    sent - missing,
                    trends(samples, warmUp.toSeconds()),
                    samples,
                    setup(settings, warmUp, interval),
                    Machine.description(),
                    Instant.now());
        }
    }

    private static List<Sample> samples(Shopping shopping, ActivitySimulator visitors, Duration time, Duration interval)
            throws Exception {
        JobFigures job = new JobFigures(shopping.process(), shopping.folder());
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long next = start;
        shopping.client().reset();
        while (next + interval.toNanos() <= end) {
            next += interval.toNanos();
            shopping.flow(visitors, Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            double p99Millis = shopping.client().statistics().latency().p99() / 1e3;
            shopping.client().reset();
            long lag = shopping.lag(visitors);
            Sample sample = new Sample(
                    Math.round((System.nanoTime() - start) / 1e8) / 10.0,
                    job.heapKilobytes(),
                    job.fileDescriptors(),
                    job.checkpointFiles(),
                    job.deltaLogFiles(),
                    p99Millis,
                    lag);
            System.err.println(sample);
            samples.add(sample);
        }
        return samples;
    }

    private static List<Trend> trends(List<Sample> samples, double warmUpSeconds) {
        return List.of(
                trend("heap after GC, KB", samples, Sample::heapKilobytes, warmUpSeconds),
                trend("file descriptors", samples, Sample::fileDescriptors, warmUpSeconds),
                trend("checkpoint files", samples, Sample::checkpointFiles, warmUpSeconds),
                trend("_delta_log files", samples, Sample::deltaLogFiles, warmUpSeconds),
                trend("p99, ms", samples, Sample::p99Millis, warmUpSeconds),
                trend("lag, events", samples, Sample::lag, warmUpSeconds));
    }

    private static Trend trend(
            String figure, List<Sample> samples, ToDoubleFunction<Sample> value, double warmUpSeconds) {
        return Trend.of(
                figure,
                samples.stream()
                        .map(sample -> new Trend.Point(sample.second(), value.applyAsDouble(sample)))
                        .toList(),
                warmUpSeconds);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String setup(BenchmarkSettings settings, Duration warmUp, Duration interval) {
        return String.format(
                Locale.ROOT,
                "micro-batches, %,d events/s for %d s, a sample every %d s with a full collection of the job's heap;"
                        + " first and slopes from second %d on; all else as in stream-recommend.",
                settings.eventsPerSecond(),
                settings.window().toSeconds(),
                interval.toSeconds(),
                warmUp.toSeconds());
    }
}
