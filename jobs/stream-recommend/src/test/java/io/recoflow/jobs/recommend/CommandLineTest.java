package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.JobLauncher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandLineTest {

    private static final List<String> REQUIRED =
            List.of("--activity-stream", "clicks", "--lake", "/l", "--artifacts", "/a", "--checkpoints", "/c");

    @Test
    void tellsAllProblemsAtOnce() {
        Run run = launch(
                "--latency", "tomorrow",
                "--recommendations-stream", "clicks",
                "--starting-position", "YESTERDAY",
                "--aws-endpoint", "localhost",
                "--recommend", "0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said().lines())
                .anyMatch(line -> line.contains("--latency") && line.contains("one of micro-batch, real-time"))
                .anyMatch(line -> line.contains("--recommend") && line.contains("1 to 100"))
                .anyMatch(line -> line.contains("--recommendations-stream clicks: it is the activity's"))
                .anyMatch(line -> line.contains("--starting-position YESTERDAY: it is no position"))
                .anyMatch(line -> line.contains("--aws-endpoint localhost: it is no URL"));
    }

    @Test
    void realTimeModeNeedsAStreamForAnswersAndOurSource() {
        Run run = launch("--latency", "real-time", "--activity-format", "aws-kinesis");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said())
                .contains("nothing is published without a stream. Give --recommendations-stream")
                .contains("only Recoflow's source can. Give --activity-format recoflow-kinesis");
    }

    @Test
    void helpNamesEveryOption() {
        Run run = launch("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(StreamRecommendOptions.ALL)
                .allSatisfy(option -> assertThat(run.said()).contains(option.toString()));
    }

    private record Run(int exitCode, String said) {}

    private static Run launch(String... more) {
        List<String> arguments = new ArrayList<>(REQUIRED);
        arguments.addAll(List.of(more));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, UTF_8);
        int exitCode =
                JobLauncher.launch(new StreamRecommend(), arguments.toArray(String[]::new), Map.of(), print, print);
        return new Run(exitCode, said.toString(UTF_8));
    }
}
