package io.recoflow.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.local.ProjectHome;
import io.recoflow.runtime.launch.Job;
import io.recoflow.testkit.JobHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory;

    CommandsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theThreeCommandsWorkTogetherUntilASignalEndsThem() throws IOException, InterruptedException {
        List<Process> started = new ArrayList<>();
        try {
            started.add(start("local-kinesis", "--streams", "activity", "--shards", "2"));
            await().atMost(LIMIT).until(() -> out("local-kinesis").contains("Ctrl-C"));
            String open = out("local-kinesis");
            assertThat(open).contains("export AWS_ACCESS_KEY_ID=local", "CBOR_ENABLED=false", "2 shards");
            String endpoint = match(open, "endpoint  (\\S+)");

            started.add(start(
                    "platform-client", "--recommendations-stream", "activity", "--aws-endpoint", endpoint, "--print"));
            await().atMost(LIMIT).until(() -> err("platform-client").contains("Reading"));

            Process simulator = start(
                    "activity-simulator",
                    "--activity-stream",
                    "activity",
                    "--aws-endpoint",
                    endpoint,
                    "--rate",
                    "1000",
                    "--events",
                    "100");
            started.add(simulator);
            assertThat(simulator.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(simulator.exitValue()).isZero();
            assertThat(out("activity-simulator").lines())
                    .singleElement()
                    .asString()
                    .contains("100 records", "100 of activity", "0 malformed");
            // To this client events are answers, without any item.
            await().atMost(LIMIT).until(() -> out("platform-client").lines().count() == 100);
            assertThat(out("platform-client").lines())
                    .allMatch(line -> line.startsWith("{\"event_id\":\"1-") && line.endsWith("}"));
            Process client = started.get(1);
            client.destroy();
            assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(err("platform-client")).contains("100 answers to 100 events, 0 more than once, 100 empty");
        } finally {
            started.forEach(Process::destroy);
            for (Process process : started) {
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void refuseWhatCannotBeWithOneLine() {
        assertThat(problem(new ActivitySimulatorCommand(), "--activity-stream=a", "--aws-endpoint=localhost"))
                .startsWith("activity-simulator: Cannot use --aws-endpoint localhost: it is no URL.");
        assertThat(problem(
                        new ActivitySimulatorCommand(), "--activity-stream=a", "--malformed=0.7", "--other-types=0.7"))
                .contains("together they are more than all");
        assertThat(problem(new PlatformClientCommand(), "--recommendation-stream=a"))
                .contains("Did you mean --recommendations-stream?");
        assertThat(problem(new LocalKinesisCommand(), "--streams=user activity"))
                .contains("it is no name for a stream");
        assertThat(problem(new LocalKinesisCommand(), "--streams=a,b,c", "--shards=50"))
                .contains("100 shards in all");
    }

    private static String problem(Job job, String... arguments) {
        return JobHarness.launch(job, arguments).exits(2).err();
    }

    private Process start(String command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(ProjectHome.directory()
                .resolve("shared/local-stack/bin")
                .resolve(command)
                .toString());
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectOutput(directory.resolve(command + ".out").toFile())
                .redirectError(directory.resolve(command + ".err").toFile())
                .start();
    }

    private String out(String command) throws IOException {
        return Files.readString(directory.resolve(command + ".out"));
    }

    private String err(String command) throws IOException {
        return Files.readString(directory.resolve(command + ".err"));
    }

    private static String match(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
