package io.recoflow.jobs.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.JobHarness;
import io.recoflow.testkit.JobRun;
import org.junit.jupiter.api.Test;

final class CommandLineTest {

    @Test
    void tellsAllProblemsAtOnce() {
        JobRun run = JobHarness.launch(
                new StoreReviews(),
                "--reviews-stream",
                "arn:aws:s3:::reviews",
                "--reviews-table",
                "a table",
                "--starting-position",
                "YESTERDAY",
                "--aws-endpoint",
                "localhost",
                "--dynamodb-endpoint",
                "localhost",
                "--puts-at-once",
                "0",
                "--lake",
                "/l");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said().lines())
                .anyMatch(line -> line.contains("--checkpoints"))
                .anyMatch(line -> line.contains("--puts-at-once") && line.contains("1 to 1"))
                .anyMatch(line -> line.contains("--reviews-stream arn:aws:s3:::reviews: it is no stream's ARN"))
                .anyMatch(line -> line.contains("--reviews-table a table: it is no name of a table"))
                .anyMatch(line -> line.contains("--starting-position YESTERDAY: it is no position"))
                .anyMatch(line -> line.contains("--aws-endpoint localhost: it is no URL"))
                .anyMatch(line -> line.contains("--dynamodb-endpoint localhost: it is no URL"));
    }

    @Test
    void tellsAllProblemsOfATopic() {
        JobRun run = JobHarness.launch(
                new StoreReviews(),
                "--kafka-servers",
                "localhost",
                "--aws-endpoint",
                "http://127.0.0.1:4567",
                "--reviews-stream",
                "arn:aws:kinesis:eu-west-1:123456789012:stream/reviews",
                "--starting-position",
                "AFTER_SEQUENCE_NUMBER {\"shardId-000000000000\":\"1\"}",
                "--lake",
                "/l",
                "--checkpoints",
                "/c");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said().lines())
                .anyMatch(line -> line.contains("--kafka-servers localhost: it is no list of servers"))
                .anyMatch(line -> line.contains("--aws-endpoint and --kafka-servers together"))
                .anyMatch(line -> line.contains("stream/reviews: it is no topic's name"))
                .anyMatch(line -> line.contains("it is no position. Give latest, earliest"));

        JobRun alone = JobHarness.launch(
                new StoreReviews(), "--kafka-properties", "/p", "--lake", "/l", "--checkpoints", "/c");
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.said()).contains("Cannot use --kafka-properties alone");

        JobRun unreadable = JobHarness.launch(
                new StoreReviews(),
                "--kafka-servers",
                "127.0.0.1:9092",
                "--kafka-properties",
                "/no/such/file",
                "--lake",
                "/l",
                "--checkpoints",
                "/c");
        assertThat(unreadable.exitCode()).isEqualTo(2);
        assertThat(unreadable.said()).contains("The file /no/such/file of --kafka-properties cannot be read");
    }

    @Test
    void helpNamesEveryOption() {
        JobRun run = JobHarness.launch(new StoreReviews(), "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(StoreReviewsOptions.ALL)
                .allSatisfy(option -> assertThat(run.said()).contains(option.toString()));
        assertThat(run.said()).contains("amazon-review-ingestion-stream", "amazon-reviews-raw", "replay-rejected");
    }
}
