package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.JobHarness;
import io.recoflow.testkit.JobRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandLineTest {

    private static final List<String> REQUIRED =
            List.of("--activity-stream", "clicks", "--lake", "/l", "--artifacts", "/a", "--checkpoints", "/c");

    @Test
    void tellsAllProblemsAtOnce() {
        JobRun run = launch(
                "--latency", "tomorrow",
                "--recommendations-stream", "clicks",
                "--starting-position", "YESTERDAY",
                "--aws-endpoint", "localhost",
                "--archive-share", "half",
                "--recommend", "0",
                "--canary-share", "5%");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said().lines())
                .anyMatch(line -> line.contains("--latency") && line.contains("one of micro-batch, real-time"))
                .anyMatch(line -> line.contains("--recommend") && line.contains("1 to 100"))
                .anyMatch(line -> line.contains("--canary-share") && line.contains("0 to 1"))
                .anyMatch(line -> line.contains("--recommendations-stream clicks: it is the activity's"))
                .anyMatch(line -> line.contains("--starting-position YESTERDAY: it is no position"))
                .anyMatch(line -> line.contains("--aws-endpoint localhost: it is no URL"))
                .anyMatch(line -> line.contains("--archive-share half: it is no size"));
    }

    @Test
    void realTimeModeNeedsAStreamForAnswersAndOurSource() {
        JobRun run = launch("--latency", "real-time", "--activity-format", "aws-kinesis");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said())
                .contains("nothing is published without a stream. Give --recommendations-stream")
                .contains("only Recoflow's source can. Give --activity-format recoflow-kinesis");
    }

    @Test
    void aConsumerBelongsToOneQuery() {
        JobRun run = launch("--activity-consumer", "shop", "--archive-consumer", "shop");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said())
                .contains("--archive-consumer shop: it is the answering query's, and a consumer belongs to one")
                .contains("--archive-consumer shop: without --recommendations-stream, one query answers and stores");
    }

    @Test
    void whatIsForARoleNeedsOne() {
        JobRun run = launch("--role-session-name", "shop", "--role-external-id", "7");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said())
                .contains("--role-session-name: no role is assumed. Give --role-arn, too")
                .contains("--role-external-id: no role is assumed. Give --role-arn, too");
    }

    @Test
    void anArnMustBeAStreams() {
        JobRun run = launch(
                "--activity-stream",
                "arn:aws:s3:::clicks",
                "--recommendations-stream",
                "arn:aws:kinesis:eu-west-1:123456789012:stream/answers");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said().lines())
                .singleElement()
                .asString()
                .contains("--activity-stream arn:aws:s3:::clicks: it is no stream's ARN");
    }

    /** Whose stream a name is, is known to Kinesis only. */
    @Test
    void aStreamByItsNameAndAnotherAccountsOfTheSameNameAreNotToldApart() {
        JobRun run = launch("--recommendations-stream", "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said()).contains("it is the activity's. Give another stream, or both by their ARNs");
    }

    @Test
    void whatAPlatformsSourceDoesNotHaveIsTold() {
        JobRun emr = launch(
                "--activity-format", "aws-kinesis",
                "--activity-stream", "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks",
                "--role-arn", "arn:aws:iam::123456789012:role/streams",
                "--role-external-id", "7",
                "--starting-position", "AFTER_SEQUENCE_NUMBER {\"shardId-000000000000\":\"17\"}");
        assertThat(emr.exitCode()).isEqualTo(2);
        assertThat(emr.said())
                .contains("--activity-stream with --activity-format aws-kinesis: it takes no ARN")
                .contains("--role-external-id with --activity-format aws-kinesis: it passes none on")
                .contains("--starting-position with --activity-format aws-kinesis: it takes no sequence numbers");

        JobRun glue = launch(
                "--activity-format", "kinesis",
                "--recommendations-stream", "answers",
                "--activity-consumer", "shop",
                "--archive-consumer", "lake");
        assertThat(glue.exitCode()).isEqualTo(2);
        assertThat(glue.said())
                .contains("--activity-consumer with --activity-format kinesis: it registers no consumer")
                .contains("--archive-consumer with --activity-format kinesis: it registers no consumer");
    }

    @Test
    void helpNamesEveryOption() {
        JobRun run = launch("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(StreamRecommendOptions.ALL)
                .allSatisfy(option -> assertThat(run.said()).contains(option.toString()));
    }

    private static JobRun launch(String... more) {
        List<String> given = List.of(more);
        List<String> arguments = new ArrayList<>(given);
        for (int i = 0; i < REQUIRED.size(); i += 2) {
            if (!given.contains(REQUIRED.get(i))) {
                arguments.addAll(REQUIRED.subList(i, i + 2));
            }
        }
        return JobHarness.launch(new StreamRecommend(), arguments.toArray(String[]::new));
    }
}
