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
    void helpNamesEveryOption() {
        JobRun run = JobHarness.launch(new StoreReviews(), "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(StoreReviewsOptions.ALL)
                .allSatisfy(option -> assertThat(run.said()).contains(option.toString()));
        assertThat(run.said()).contains("amazon-review-ingestion-stream", "amazon-reviews-raw", "replay-rejected");
    }
}
