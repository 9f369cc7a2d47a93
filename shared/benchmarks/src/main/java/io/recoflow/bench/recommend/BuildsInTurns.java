package io.recoflow.bench.recommend;

import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Machine;
import io.recoflow.bench.recommend.BuildsResult.Build;
import io.recoflow.bench.recommend.RecommendResult.Latency;
import io.recoflow.local.activity.ActivitySimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The job at 1,000 events a second, window after window, and another build of it in turns with it; then the highest rate
 * that each holds. Whatever disturbs the machine disturbs both.
 */
final class BuildsInTurns {

    private static final int RATE = 1_000;
    private static final List<Integer> HIGH_RATES = List.of(1_500, 2_000, 2_500, 3_000);

    /** Long enough for the just-in-time compiler to have seen a batch of the archive. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration TRIAL = Duration.ofSeconds(15);

    private BuildsInTurns() {}

    /**
     * Measures this tree's build and another, first in real time.
     *
     * @param bench the benchmark's name
     */
    static BuildsResult measured(String bench, Path peer, BenchmarkSettings settings) throws Exception {
        List<Build> results = new ArrayList<>();
        for (JobAnswerer own : List.of(JobAnswerer.realTime(), JobAnswerer.microBatch())) {
            results.addAll(inTurns(List.of(own, own.peer(peer)), settings));
        }
        return new BuildsResult(bench, results, setup(settings), Machine.description(), Instant.now());
    }

    private static List<Build> inTurns(List<JobAnswerer> builds, BenchmarkSettings settings) throws Exception {
        List<Shopping> open = new ArrayList<>();
        try {
            for (JobAnswerer build : builds) {
                open.add(Shopping.open(build));
            }
            warmUp(open);
            List<List<Latency>> windows = builds.stream()
                    .<List<Latency>>map(build -> new ArrayList<>())
                    .toList();
            for (int round = 0; round < settings.rounds(); round++) {
                for (int build = 0; build < builds.size(); build++) {
                    Latency latency = open.get(build).measure(RATE, settings.window());
                    System.err.println(latency);
                    windows.get(build).add(latency);
                }
            }
            List<Build> measured = new ArrayList<>();
            for (int build = 0; build < builds.size(); build++) {
                measured.add(new Build(builds.get(build).name(), windows.get(build), highestRate(open.get(build))));
            }
            return measured;
        } finally {
            for (Shopping shopping : open) {
                shopping.close();
            }
        }
    }

    /** All at once, at the rate together. */
    private static void warmUp(List<Shopping> builds) throws InterruptedException {
        List<ActivitySimulator> visitors = new ArrayList<>();
        try {
            for (Shopping build : builds) {
                visitors.add(build.visitors(RATE / builds.size()));
            }
            builds.get(0).flow(visitors.get(0), WARM_UP);
            for (int build = 0; build < builds.size(); build++) {
                builds.get(build).end(visitors.get(build));
            }
        } finally {
            for (ActivitySimulator each : visitors) {
                each.close();
            }
        }
    }

    /** That of the windows where none above is held. */
    private static int highestRate(Shopping shopping) throws InterruptedException {
        int highest = RATE;
        for (int rate : HIGH_RATES) {
            Trial trial = shopping.attempt(rate, TRIAL);
            System.err.println(trial);
            if (!trial.isHeld()) {
                return highest;
            }
            highest = rate;
        }
        return highest;
    }

    private static String setup(BenchmarkSettings settings) {
        return String.format(
                Locale.ROOT,
                "%,d events/s, %d windows of %d s each, in turns after %d s of warm-up, while the other build is idle;"
                        + " all else as in stream-recommend",
                RATE,
                settings.rounds(),
                settings.window().toSeconds(),
                WARM_UP.toSeconds());
    }
}
