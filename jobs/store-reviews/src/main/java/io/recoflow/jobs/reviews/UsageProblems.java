package io.recoflow.jobs.reviews;

import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.runtime.option.Checks;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.streaming.kafka.KafkaAddress;
import io.recoflow.streaming.kafka.KafkaOptions;
import io.recoflow.streaming.kafka.KafkaPosition;
import io.recoflow.streaming.kinesis.KinesisAddress;
import java.net.URI;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the options together, a line each. */
final class UsageProblems {

    private final Settings settings;
    private final List<String> problems = new ArrayList<>();

    private UsageProblems(Settings settings) {
        this.settings = settings;
    }

    static List<String> in(Settings settings) {
        UsageProblems found = new UsageProblems(settings);
        Checks.runAll(List.of(
                () -> found.problems.addAll(KafkaOptions.problems(settings)),
                found::oneBroker,
                found::position,
                () -> found.endpoint(StoreReviewsOptions.AWS_ENDPOINT),
                () -> found.endpoint(StoreReviewsOptions.DYNAMODB_ENDPOINT),
                found::stream,
                found::table));
        return found.problems;
    }

    private void position() {
        String position = settings.get(StoreReviewsOptions.STARTING_POSITION);
        boolean kafka = KafkaOptions.areGiven(settings);
        if (!isPosition(position, kafka)) {
            problems.add("Cannot use --starting-position " + position + ": it is no position. Give "
                    + (kafka ? KafkaPosition.FORM : StartingPosition.FORM));
        }
    }

    private void oneBroker() {
        if (KafkaOptions.areGiven(settings)
                && settings.find(StoreReviewsOptions.AWS_ENDPOINT).isPresent()) {
            problems.add("Cannot use " + StoreReviewsOptions.AWS_ENDPOINT + " and " + KafkaOptions.SERVERS
                    + " together: the reviews come from Kinesis or from Kafka. Leave one of them out");
        }
    }

    private void endpoint(Option<String> option) {
        settings.find(option)
                .filter(endpoint -> !isUrl(endpoint))
                .ifPresent(endpoint -> problems.add("Cannot use " + option + " " + endpoint
                        + ": it is no URL. Give one such as http://127.0.0.1:4567"));
    }

    private void stream() {
        var stream = StoreReviewsConfiguration.stream(settings);
        if (KafkaOptions.areGiven(settings)) {
            if (!KafkaAddress.isSound(stream)) {
                problems.add("Cannot use --reviews-stream " + stream + ": it is no topic's name. Give 1 to 249 letters,"
                        + " digits, '_', '.' and '-'");
            }
        } else if (!KinesisAddress.isSound(stream)) {
            problems.add("Cannot use --reviews-stream " + stream + ": it is no stream's ARN. Give one such as"
                    + " arn:aws:kinesis:eu-west-1:123456789012:stream/reviews, or the stream's name");
        }
    }

    private void table() {
        String table = settings.get(StoreReviewsOptions.REVIEWS_TABLE);
        if (!table.matches("[a-zA-Z0-9_.-]{3,255}|arn:aws[^:]*:dynamodb:[^:]+:\\d{12}:table/[a-zA-Z0-9_.-]{3,255}")) {
            problems.add(
                    "Cannot use --reviews-table " + table
                            + ": it is no name of a table. Give 3 to 255 letters, digits, '_', '.' and '-', or the table's ARN");
        }
    }

    private static boolean isPosition(String text, boolean kafka) {
        try {
            return kafka ? KafkaPosition.parse(text).isPresent() : StartingPosition.parse(text) != null;
        } catch (DateTimeException | IllegalArgumentException e) {
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
