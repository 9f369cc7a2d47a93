package io.recoflow.jobs.recommend;

import io.recoflow.jobs.recommend.recommendation.RecommenderSettings;
import io.recoflow.jobs.recommend.serving.ServingSettings;
import io.recoflow.jobs.recommend.stream.FailOnDataLoss;
import io.recoflow.jobs.recommend.stream.Kinesis;
import io.recoflow.jobs.recommend.stream.Latency;
import io.recoflow.jobs.recommend.stream.StreamFormat;
import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.runtime.Settings;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run was asked to do. */
record StreamRecommendConfiguration(
        String activityStream,
        Optional<String> recommendationsStream,
        Kinesis kinesis,
        StreamFormat activityFormat,
        StartingPosition startingPosition,
        FailOnDataLoss failOnDataLoss,
        Latency latency,
        RecommenderSettings recommender,
        ServingSettings serving,
        String lake,
        String checkpoints,
        Duration archiveInterval,
        boolean replayRejected) {

    static StreamRecommendConfiguration of(Settings settings) {
        int similar = settings.get(StreamRecommendOptions.SIMILAR);
        String lake = withoutSlash(settings.get(StreamRecommendOptions.LAKE));
        return new StreamRecommendConfiguration(
                settings.get(StreamRecommendOptions.ACTIVITY_STREAM),
                settings.find(StreamRecommendOptions.RECOMMENDATIONS_STREAM),
                new Kinesis(
                        settings.find(StreamRecommendOptions.REGION),
                        settings.find(StreamRecommendOptions.AWS_ENDPOINT)),
                settings.get(StreamRecommendOptions.ACTIVITY_FORMAT),
                startingPosition(settings).orElseThrow(),
                settings.get(StreamRecommendOptions.FAIL_ON_DATA_LOSS),
                settings.get(StreamRecommendOptions.LATENCY),
                new RecommenderSettings(
                        settings.get(StreamRecommendOptions.RECOMMEND),
                        similar,
                        settings.get(StreamRecommendOptions.DEADLINE)),
                new ServingSettings(
                        settings.get(StreamRecommendOptions.ARTIFACTS),
                        lake,
                        settings.get(StreamRecommendOptions.REFRESH),
                        similar),
                lake,
                withoutSlash(settings.get(StreamRecommendOptions.CHECKPOINTS)),
                settings.get(StreamRecommendOptions.ARCHIVE_INTERVAL),
                settings.get(StreamRecommendOptions.REPLAY_REJECTED));
    }

    /** What is wrong with the options together, a line each. */
    static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        List<Runnable> checks = List.of(
                () -> positionProblems(settings, problems),
                () -> endpointProblems(settings, problems),
                () -> realTimeProblems(settings, problems),
                () -> sameStreamProblems(settings, problems));
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (Settings.UnresolvedOptionException told) {
                // That option's own problem is reported anyway; the other checks have theirs to tell.
                continue;
            }
        }
        return problems;
    }

    private static void positionProblems(Settings settings, List<String> problems) {
        if (startingPosition(settings).isEmpty()) {
            problems.add("Cannot use --starting-position " + settings.get(StreamRecommendOptions.STARTING_POSITION)
                    + ": it is no position. Give LATEST, TRIM_HORIZON or \"AT_TIMESTAMP 2026-11-20T08:00:00Z\"");
        }
    }

    private static Optional<StartingPosition> startingPosition(Settings settings) {
        try {
            return Optional.ofNullable(StartingPosition.parse(settings.get(StreamRecommendOptions.STARTING_POSITION)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void endpointProblems(Settings settings, List<String> problems) {
        Optional<String> endpoint = settings.find(StreamRecommendOptions.AWS_ENDPOINT);
        if (endpoint.isPresent() && !isUrl(endpoint.get())) {
            problems.add("Cannot use --aws-endpoint " + endpoint.get()
                    + ": it is no URL. Give one such as http://127.0.0.1:4567");
        }
    }

    private static void realTimeProblems(Settings settings, List<String> problems) {
        if (settings.get(StreamRecommendOptions.LATENCY) == Latency.REAL_TIME) {
            if (settings.find(StreamRecommendOptions.RECOMMENDATIONS_STREAM).isEmpty()) {
                problems.add("Cannot use --latency real-time: nothing is published without a stream. Give"
                        + " --recommendations-stream, or --latency micro-batch");
            }
            if (settings.get(StreamRecommendOptions.ACTIVITY_FORMAT) != StreamFormat.RECOFLOW) {
                problems.add("Cannot use --latency real-time: only Recoflow's source can. Give --activity-format "
                        + StreamFormat.RECOFLOW + ", or --latency micro-batch");
            }
        }
    }

    private static void sameStreamProblems(Settings settings, List<String> problems) {
        String activity = settings.get(StreamRecommendOptions.ACTIVITY_STREAM);
        if (settings.find(StreamRecommendOptions.RECOMMENDATIONS_STREAM)
                .filter(activity::equals)
                .isPresent()) {
            problems.add(
                    "Cannot use --recommendations-stream " + activity + ": it is the activity's. Give another stream");
        }
    }

    private static boolean isUrl(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String withoutSlash(String uri) {
        return uri.endsWith("/") && uri.length() > 1 ? uri.substring(0, uri.length() - 1) : uri;
    }
}
