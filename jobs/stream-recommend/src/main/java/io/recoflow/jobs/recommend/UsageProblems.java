package io.recoflow.jobs.recommend;

import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.kinesis.config.StartingPosition.AfterSequenceNumbers;
import io.recoflow.runtime.option.Checks;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.streaming.broker.Latency;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.kinesis.KinesisAddress;
import io.recoflow.streaming.kinesis.KinesisSource;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.network.util.JavaUtils;

/** What is wrong with the options together, a line each. */
final class UsageProblems {

    private static final Duration SHORTEST_KEPT = Duration.ofHours(1);

    private final Settings settings;
    private final List<String> problems = new ArrayList<>();

    private UsageProblems(Settings settings) {
        this.settings = settings;
    }

    static List<String> in(Settings settings) {
        UsageProblems found = new UsageProblems(settings);
        Checks.runAll(List.of(
                found::position,
                found::endpoint,
                found::archiveShare,
                () -> found.problems.addAll(keptFiles(settings)),
                found::realTime,
                found::streamAddresses,
                found::sameStream,
                found::consumers,
                found::role,
                found::platformSources));
        return found.problems;
    }

    /** A file that the archive is writing must not be taken for one that was deleted. */
    static List<String> keptFiles(Settings settings) {
        return settings.get(StreamRecommendOptions.KEEP_DELETED_FILES).compareTo(SHORTEST_KEPT) < 0
                ? List.of("Cannot use --keep-deleted-files: files that are being written would be deleted, too. Give at"
                        + " least 1h")
                : List.of();
    }

    private void position() {
        if (startingPosition().isEmpty()) {
            problems.add("Cannot use --starting-position " + settings.get(StreamRecommendOptions.STARTING_POSITION)
                    + ": it is no position. Give " + StartingPosition.FORM);
        }
    }

    private void endpoint() {
        Optional<String> endpoint = settings.find(StreamRecommendOptions.AWS_ENDPOINT);
        if (endpoint.isPresent() && !isUrl(endpoint.get())) {
            problems.add("Cannot use --aws-endpoint " + endpoint.get()
                    + ": it is no URL. Give one such as http://127.0.0.1:4567");
        }
    }

    private void archiveShare() {
        String share = settings.get(StreamRecommendOptions.ARCHIVE_SHARE);
        if (!isSize(share)) {
            problems.add("Cannot use --archive-share " + share + ": it is no size. Give one such as 512k or 1m");
        }
    }

    private void realTime() {
        if (settings.get(StreamRecommendOptions.LATENCY) == Latency.REAL_TIME) {
            if (settings.find(StreamRecommendOptions.RECOMMENDATIONS_STREAM).isEmpty()) {
                problems.add("Cannot use --latency real-time: nothing is published without a stream. Give"
                        + " --recommendations-stream, or --latency micro-batch");
            }
            if (settings.get(StreamRecommendOptions.ACTIVITY_FORMAT) != KinesisSource.RECOFLOW) {
                problems.add("Cannot use --latency real-time: only Recoflow's source can. Give --activity-format "
                        + KinesisSource.RECOFLOW + ", or --latency micro-batch");
            }
        }
    }

    private void streamAddresses() {
        for (Option<String> option :
                List.of(StreamRecommendOptions.ACTIVITY_STREAM, StreamRecommendOptions.RECOMMENDATIONS_STREAM)) {
            settings.find(option)
                    .map(KinesisAddress::of)
                    .filter(address -> !KinesisAddress.isSound(address))
                    .ifPresent(address -> problems.add("Cannot use " + option + " " + address
                            + ": it is no stream's ARN. Give one such as"
                            + " arn:aws:kinesis:eu-west-1:123456789012:stream/clicks, or the stream's name"));
        }
    }

    private void sameStream() {
        StreamAddress activity = StreamRecommendConfiguration.activityStream(settings);
        StreamRecommendConfiguration.recommendationsStream(settings)
                .filter(stream -> KinesisAddress.mayBeOne(activity, stream))
                .ifPresent(stream -> problems.add("Cannot use --recommendations-stream " + stream
                        + ": it is the activity's. Give another stream, or both by their ARNs"));
    }

    private void consumers() {
        Optional<String> archive = settings.find(StreamRecommendOptions.ARCHIVE_CONSUMER);
        if (archive.isEmpty()) {
            return;
        }
        if (archive.equals(settings.find(StreamRecommendOptions.ACTIVITY_CONSUMER))) {
            problems.add("Cannot use --archive-consumer " + archive.get()
                    + ": it is the answering query's, and a consumer belongs to one. Give another name");
        }
        if (settings.find(StreamRecommendOptions.RECOMMENDATIONS_STREAM).isEmpty()) {
            problems.add("Cannot use --archive-consumer " + archive.get()
                    + ": without --recommendations-stream, one query answers and stores. Give --activity-consumer");
        }
    }

    private void role() {
        if (settings.find(StreamRecommendOptions.ROLE_ARN).isEmpty()) {
            for (Option<String> option :
                    List.of(StreamRecommendOptions.ROLE_SESSION_NAME, StreamRecommendOptions.ROLE_EXTERNAL_ID)) {
                settings.find(option)
                        .ifPresent(given ->
                                problems.add("Cannot use " + option + ": no role is assumed. Give --role-arn, too"));
            }
        }
    }

    /** What the documentation of the platforms' sources does not have. */
    private void platformSources() {
        KinesisSource format = settings.get(StreamRecommendOptions.ACTIVITY_FORMAT);
        if (format == KinesisSource.RECOFLOW) {
            return;
        }
        if (format == KinesisSource.EMR
                && KinesisAddress.isArn(StreamRecommendConfiguration.activityStream(settings))) {
            lacks(format, StreamRecommendOptions.ACTIVITY_STREAM, "it takes no ARN. Give the stream's name");
        }
        if (format == KinesisSource.GLUE) {
            for (Option<String> option :
                    List.of(StreamRecommendOptions.ACTIVITY_CONSUMER, StreamRecommendOptions.ARCHIVE_CONSUMER)) {
                lacks(format, option, "it registers no consumer. Leave the option out");
            }
        }
        if (startingPosition().filter(AfterSequenceNumbers.class::isInstance).isPresent()) {
            lacks(format, StreamRecommendOptions.STARTING_POSITION, "it takes no sequence numbers. Give a time");
        }
        lacks(format, StreamRecommendOptions.ROLE_EXTERNAL_ID, "it passes none on. Leave the option out");
    }

    private void lacks(KinesisSource format, Option<String> option, String why) {
        if (settings.find(option).isPresent()) {
            problems.add("Cannot use " + option + " with --activity-format " + format + ": " + why
                    + ", or give --activity-format " + KinesisSource.RECOFLOW);
        }
    }

    private Optional<StartingPosition> startingPosition() {
        try {
            return Optional.ofNullable(StartingPosition.parse(settings.get(StreamRecommendOptions.STARTING_POSITION)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isSize(String text) {
        try {
            return JavaUtils.byteStringAsBytes(text) > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isUrl(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
