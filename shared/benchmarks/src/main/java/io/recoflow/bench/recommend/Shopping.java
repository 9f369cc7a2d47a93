package io.recoflow.bench.recommend;

import io.recoflow.bench.recommend.RecommendResult.Latency;
import io.recoflow.local.activity.ActivitySimulator;
import io.recoflow.local.activity.SimulatedTraffic;
import io.recoflow.local.platformclient.PlatformClient;
import io.recoflow.local.platformclient.PlatformClientSettings;
import io.recoflow.local.platformclient.PlatformStatistics;
import io.recoflow.local.process.TemporaryDirectory;
import io.recoflow.local.shop.SampleShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Visitors of the shop, an answerer, and the shop's platform that reads the answers, on a server of their own. */
final class Shopping implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int FIRST_RATE = 20;

    private final Answerer answerer;
    private final SampleShop shop = ServedShop.shop();
    private final AtomicLong answers = new AtomicLong();
    private final TemporaryDirectory folder;
    private final ShopStreams streams;
    private final PlatformClient client;
    private final Answerer.Running running;
    private long lastSeed;
    private long answersBefore;

    private Shopping(Answerer answerer, TemporaryDirectory folder, ShopStreams streams, Answerer.Running running) {
        this.answerer = answerer;
        this.folder = folder;
        this.streams = streams;
        this.running = running;
        this.client = PlatformClient.open(
                streams.recommendations(),
                PlatformClientSettings.DEFAULT.from(PlatformClientSettings.StartingPosition.TRIM_HORIZON),
                answer -> answers.incrementAndGet());
    }

    /** Starts an answerer on new streams, and returns when it answers. */
    static Shopping open(Answerer answerer) throws Exception {
        TemporaryDirectory folder = TemporaryDirectory.create("recoflow-bench-");
        ShopStreams streams = ShopStreams.start();
        Shopping shopping = new Shopping(answerer, folder, streams, answerer.start(streams, folder.path()));
        try (ActivitySimulator simulator = shopping.visitors(FIRST_RATE)) {
            long deadline = System.nanoTime() + START_LIMIT.toNanos();
            while (shopping.answers() == 0) {
                shopping.check(simulator);
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            answerer.name() + " answered nothing within " + START_LIMIT.toSeconds() + " s");
                }
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            }
            simulator.stop();
            boolean unused = shopping.client.awaitAnswered(simulator.eventIds(), DRAIN_LIMIT);
        } catch (Exception e) {
            shopping.close();
            throw e;
        }
        return shopping;
    }

    /** Lets visitors come whose answers are not looked at. */
    void warmUp(int rate, Duration time) throws InterruptedException {
        try (ActivitySimulator simulator = visitors(rate)) {
            flow(simulator, time);
            end(simulator);
        }
    }

    /** Lets no further visitors come, and waits for the answers. */
    void end(ActivitySimulator simulator) throws InterruptedException {
        simulator.stop();
        boolean unused = client.awaitAnswered(simulator.eventIds(), DRAIN_LIMIT);
    }

    /** Measures the answers to the visitors of a window, all of them, and nothing else. */
    Latency measure(int rate, Duration window) throws InterruptedException {
        client.reset();
        CpuTime here = CpuTime.of(ProcessHandle.current());
        CpuTime server = CpuTime.of(streams.process());
        Optional<CpuTime> job = running.process().map(CpuTime::of);
        try (ActivitySimulator simulator = visitors(rate)) {
            flow(simulator, window);
            simulator.stop();
            Optional<Double> jobCores = job.map(CpuTime::cores);
            Optional<Duration> jobTime = job.map(CpuTime::used);
            double serverCores = server.cores();
            double hereCores = here.cores();
            boolean unused = client.awaitAnswered(simulator.eventIds(), DRAIN_LIMIT);
            PlatformStatistics statistics = client.statistics();
            return Latency.of(
                    answerer.name() + "-" + rate,
                    simulator.sent().activity(),
                    statistics,
                    new CpuCores(jobCores, jobTime, serverCores, hereCores));
        }
    }

    /** Whether the answerer keeps up with a rate; latency is that of the second half. */
    Trial attempt(int rate, Duration time) throws InterruptedException {
        try (ActivitySimulator simulator = visitors(rate)) {
            long start = System.nanoTime();
            flow(simulator, time.dividedBy(2));
            client.reset();
            flow(simulator, time.dividedBy(2));
            long sent = simulator.sent().activity();
            double seconds = (System.nanoTime() - start) / 1e9;
            simulator.stop();
            boolean all = client.awaitAnswered(simulator.eventIds(), DRAIN_LIMIT);
            return new Trial(
                    answerer.name(),
                    rate,
                    (long) (sent / seconds),
                    client.statistics().latency().p99() / 1_000,
                    all ? Trial.Answers.COMPLETE : Trial.Answers.MISSING);
        } catch (IllegalStateException e) {
            // What has far too much to do fails in many ways.
            running.check();
            return new Trial(answerer.name(), rate, 0, 0, Trial.Answers.MISSING);
        }
    }

    /** Starts visitors whose events have ids of their own. */
    ActivitySimulator visitors(int rate) {
        SimulatedTraffic traffic = new SimulatedTraffic(
                rate, SimulatedTraffic.DEFAULT_SHOPPERS, SimulatedTraffic.DEFAULT_UNKNOWN_SHARE, 0, 0, ++lastSeed);
        answersBefore = answers();
        return ActivitySimulator.start(streams.activity(), shop, traffic);
    }

    /** Lets time pass while events flow. */
    void flow(ActivitySimulator simulator, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            check(simulator);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, Math.min(end - System.nanoTime(), LOOK.toNanos())));
        }
    }

    /** All answers since the start. */
    long answers() {
        return answers.get();
    }

    /** Events of the last visitors that are put and not answered. */
    long lag(ActivitySimulator simulator) {
        long answered = answers() - answersBefore;
        return Math.max(0, simulator.sent().activity() - answered);
    }

    PlatformClient client() {
        return client;
    }

    /** What the answerer writes lies here. */
    Path folder() {
        return folder.path();
    }

    /** The answerer's process. */
    ProcessHandle process() {
        return running.process().orElseThrow();
    }

    @Override
    public void close() throws Exception {
        running.close();
        client.close();
        streams.close();
        folder.close();
    }

    private void check(ActivitySimulator simulator) {
        simulator.check();
        running.check();
    }
}
