package io.recoflow.local.command;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The command {@code bin/local-kinesis}: a Kinesis with streams, until a signal ends it. */
final class LocalKinesisCommand implements Job {
    private static final Option<List<String>> STREAMS = Option.names("streams")
            .label("NAME[,NAME...]")
            .description("The streams to create.")
            .defaultValue(List.of("user-activity", "recommendations"));
    private static final Option<Integer> SHARDS = Option.integer("shards", 1, 50)
            .label("N")
            .description("How many shards each has; all streams together have at most 100.")
            .defaultValue(2);

    static final List<Option<?>> OPTIONS = List.of(STREAMS, SHARDS);

    private static final int MOST_SHARDS = 100;

    LocalKinesisCommand() {}

    public static void main(String[] arguments) {
        JobLauncher.main(new LocalKinesisCommand(), arguments);
    }

    @Override
    public String name() {
        return "local-kinesis";
    }

    @Override
    public String summary() {
        return "Starts a Kinesis on this machine with some streams, prints how to use it, and stays until Ctrl-C.";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<String> examples() {
        return List.of("", "--streams user-activity,recommendations --shards 4");
    }

    @Override
    public List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        for (String stream : settings.get(STREAMS)) {
            if (!stream.matches("[a-zA-Z0-9_.-]{1,128}")) {
                problems.add("Cannot create stream " + stream
                        + ": it is no name for a stream. Use 1 to 128 letters, digits, '_', '.' and '-'.");
            }
        }
        if (settings.get(STREAMS).size() * settings.get(SHARDS) > MOST_SHARDS) {
            problems.add("Cannot have --shards " + settings.get(SHARDS) + " for "
                    + settings.get(STREAMS).size() + " streams: a local Kinesis has " + MOST_SHARDS
                    + " shards in all. Use a smaller number.");
        }
        return problems;
    }

    @Override
    public void run(JobContext context) throws Exception {
        Settings settings = context.settings();
        Console console = context.console();
        List<String> streams = settings.get(STREAMS);
        if (context.dryRun()) {
            console.out("Would start Kinesis on 127.0.0.1 with " + settings.get(SHARDS) + " shards for each of "
                    + String.join(", ", streams) + ".");
            return;
        }
        console.progress("Starting Kinesis ...");
        Kinesalite server = Kinesalite.start();
        LocalStreams.create(server.endpoint(), streams, settings.get(SHARDS));
        console.out(instructions(server.endpoint(), streams, settings.get(SHARDS)));
        // The only way out is a signal, and then the server closes itself.
        new CountDownLatch(1).await();
    }

    private static String instructions(URI endpoint, List<String> streams, int shards) {
        Path bin = ProjectHome.directory().resolve("shared/local-stack/bin");
        return """

                Kinesis is open, with %d shards for each of %s.

                  endpoint  %s

                A job that uses it needs these in its environment, and --aws-endpoint %s:

                  export AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_REGION=%s CBOR_ENABLED=false

                Visitors and the shop's platform, each in another terminal:

                  %s --activity-stream %s --aws-endpoint %s
                  %s --recommendations-stream %s --aws-endpoint %s

                Ctrl-C stops Kinesis and forgets what is in it.""".formatted(
                        shards,
                        String.join(", ", streams),
                        endpoint,
                        endpoint,
                        KinesisConnection.LOCAL_ACCESS_KEY,
                        KinesisConnection.LOCAL_SECRET_KEY,
                        KinesisConnection.LOCAL_REGION,
                        bin.resolve("activity-simulator"),
                        streams.get(0),
                        endpoint,
                        bin.resolve("platform-client"),
                        streams.get(streams.size() - 1),
                        endpoint);
    }
}
