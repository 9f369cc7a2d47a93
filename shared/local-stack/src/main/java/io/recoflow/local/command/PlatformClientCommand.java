package io.recoflow.local.command;

import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.platformclient.PlatformClient;
import io.recoflow.local.platformclient.PlatformClientSettings;
import io.recoflow.local.platformclient.PlatformStatistics;
import io.recoflow.local.process.AtExit;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The command {@code bin/platform-client}: watches the recommendations stream until a signal ends it. */
final class PlatformClientCommand implements Job {
    static final Option<String> RECOMMENDATIONS_STREAM = Option.text("recommendations-stream")
            .label("NAME")
            .description("The Kinesis stream of the answers.")
            .required();

    private static final Option<Boolean> PRINT =
            Option.flag("print").description("Print each answer's JSON in a line, in place of the statistics.");

    static final List<Option<?>> OPTIONS =
            List.of(RECOMMENDATIONS_STREAM, StreamOptions.REGION, StreamOptions.AWS_ENDPOINT, PRINT);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);

    PlatformClientCommand() {}

    public static void main(String[] arguments) {
        JobLauncher.main(new PlatformClientCommand(), arguments);
    }

    @Override
    public String name() {
        return "platform-client";
    }

    @Override
    public String summary() {
        return "Reads the recommendations as the shop's platform does and tells how many come and how fast,"
                + " until Ctrl-C.";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--recommendations-stream recommendations --region eu-west-1",
                "--recommendations-stream recommendations --aws-endpoint http://127.0.0.1:4567 --print");
    }

    @Override
    public List<String> problems(Settings settings) {
        return StreamOptions.problems(settings);
    }

    @Override
    public void run(JobContext context) throws Exception {
        Settings settings = context.settings();
        Console console = context.console();
        StreamLocation location = StreamOptions.location(settings, RECOMMENDATIONS_STREAM);
        if (context.dryRun()) {
            console.out("Would read stream " + location.stream() + ".");
            return;
        }
        boolean print = settings.get(PRINT);
        Consumer<String> listener = print ? console::out : answer -> {};
        try (PlatformClient client = open(location, listener)) {
            console.progress("Reading what is put from now on. Ctrl-C ends.");
            AtExit unused =
                    AtExit.run("last-statistics", () -> report(client, print ? console::progress : console::out));
            while (true) {
                TimeUnit.NANOSECONDS.sleep(REPORT_INTERVAL.toNanos());
                if (!print) {
                    report(client, console::progress);
                }
            }
        }
    }

    private static PlatformClient open(StreamLocation location, Consumer<String> listener) {
        try {
            return PlatformClient.open(location, PlatformClientSettings.DEFAULT, listener);
        } catch (IllegalStateException e) {
            throw new JobException(
                    ExitCode.UNAVAILABLE,
                    "Cannot read stream " + location.stream(),
                    String.valueOf(e.getMessage()),
                    "Check --recommendations-stream, --region and --aws-endpoint.",
                    e);
        }
    }

    private static void report(PlatformClient client, Consumer<String> to) {
        to.accept(line(client.statistics()));
        PlatformStatistics statistics = client.statistics();
        if (statistics.failedReads() > 0) {
            to.accept("  " + statistics.failedReads() + " requests failed, the last: "
                    + client.lastFailure().orElse("unknown"));
        }
    }

    static String line(PlatformStatistics statistics) {
        PlatformStatistics.Latency latency = statistics.latency();
        return String.format(
                Locale.ROOT,
                "%,d answers to %,d events, %,d more than once, %,d empty, %,d unreadable; latency %,d ms (p50), %,d ms"
                        + " (p90), %,d ms (p99), %,d ms at most; served by %s; reasons %s",
                statistics.answers(),
                statistics.events(),
                statistics.duplicates(),
                statistics.emptyAnswers(),
                statistics.unreadable(),
                millis(latency.p50()),
                millis(latency.p90()),
                millis(latency.p99()),
                millis(latency.max()),
                counts(statistics.byServedBy()),
                counts(statistics.byReason()));
    }

    private static long millis(long micros) {
        return TimeUnit.MICROSECONDS.toMillis(micros);
    }

    private static Map<String, Long> counts(Map<String, Long> counts) {
        return new TreeMap<>(counts);
    }
}
