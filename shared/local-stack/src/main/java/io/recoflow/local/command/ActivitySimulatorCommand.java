package io.recoflow.local.command;

import io.recoflow.local.activity.ActivitySimulator;
import io.recoflow.local.activity.SentRecords;
import io.recoflow.local.activity.SimulatedTraffic;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.process.AtExit;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command {@code bin/activity-simulator}: visitors of the sample shop, until a signal ends them or all is sent. */
final class ActivitySimulatorCommand implements Job {
    static final Option<String> ACTIVITY_STREAM = Option.text("activity-stream")
            .label("NAME")
            .description("The Kinesis stream that the activity is put into.")
            .required();

    private static final Option<Double> RATE = Option.number("rate", 0.01, 100_000)
            .description("Records a second, of all kinds together.")
            .defaultValue(10.0);
    private static final Option<Integer> EVENTS =
            Option.integer("events", 1, Integer.MAX_VALUE).label("N").description("End after so many records.");
    private static final Option<Integer> SHOPPERS = Option.integer("shoppers", 1, 1_000_000)
            .label("N")
            .description("How many browse at a time.")
            .defaultValue(SimulatedTraffic.DEFAULT_SHOPPERS);
    private static final Option<Double> UNKNOWN_CUSTOMERS = Option.share("unknown-customers")
            .description("The part of the shoppers whom the shop does not know.")
            .defaultValue(SimulatedTraffic.DEFAULT_UNKNOWN_SHARE);
    private static final Option<Double> MALFORMED = Option.share("malformed")
            .description("The part of the records that a job must reject.")
            .defaultValue(0.0);
    private static final Option<Double> OTHER_TYPES = Option.share("other-types")
            .description("The part of the records that are events of other types, such as system metrics.")
            .defaultValue(0.0);
    private static final Option<Integer> SEED = Option.integer("seed", 0, Integer.MAX_VALUE)
            .label("N")
            .description("Another number makes other events, with other ids.")
            .defaultValue((int) SimulatedTraffic.DEFAULT_SEED);
    private static final Option<Integer> CUSTOMERS = Option.integer("customers", 1, 10_000_000)
            .label("N")
            .description("How many customers the sample shop has; as for sample-shop.")
            .defaultValue(1_000);
    private static final Option<Integer> PRODUCTS = Option.integer("products", 1, 1_000_000)
            .label("N")
            .description("How many products it sells; as for sample-shop.")
            .defaultValue(SampleShop.DEFAULT_PRODUCTS);
    private static final Option<Integer> SHOP_SEED = Option.integer("shop-seed", 0, Integer.MAX_VALUE)
            .label("N")
            .description("What sample-shop has as its seed.")
            .defaultValue((int) SampleShop.DEFAULT_SEED);

    static final List<Option<?>> OPTIONS = List.of(
            ACTIVITY_STREAM,
            StreamOptions.REGION,
            StreamOptions.AWS_ENDPOINT,
            RATE,
            EVENTS,
            SHOPPERS,
            UNKNOWN_CUSTOMERS,
            MALFORMED,
            OTHER_TYPES,
            SEED,
            CUSTOMERS,
            PRODUCTS,
            SHOP_SEED);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SUMMARY_LIMIT = Duration.ofSeconds(5);

    ActivitySimulatorCommand() {}

    public static void main(String[] arguments) {
        JobLauncher.main(new ActivitySimulatorCommand(), arguments);
    }

    @Override
    public String name() {
        return "activity-simulator";
    }

    @Override
    public String summary() {
        return "Puts what the sample shop's visitors do into a Kinesis stream, until Ctrl-C or a number of records.";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--activity-stream user-activity --region eu-west-1 --rate 100",
                "--activity-stream user-activity --aws-endpoint http://127.0.0.1:4567 --events 50000 --rate 1000",
                "--activity-stream user-activity --aws-endpoint http://127.0.0.1:4567 --malformed 0.01");
    }

    @Override
    public List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>(StreamOptions.problems(settings));
        if (settings.get(MALFORMED) + settings.get(OTHER_TYPES) > 1) {
            problems.add("Cannot have --malformed " + settings.get(MALFORMED) + " with --other-types "
                    + settings.get(OTHER_TYPES) + ": together they are more than all. Use smaller numbers.");
        }
        return problems;
    }

    @Override
    public void run(JobContext context) throws Exception {
        Settings settings = context.settings();
        Console console = context.console();
        SimulatedTraffic traffic = traffic(settings);
        if (context.dryRun()) {
            console.out("Would put into stream " + settings.get(ACTIVITY_STREAM) + ": " + traffic + ".");
            return;
        }
        StreamLocation location = StreamOptions.location(settings, ACTIVITY_STREAM);
        long total = settings.find(EVENTS).map(Integer::longValue).orElse(Long.MAX_VALUE);
        try (ActivitySimulator simulator = ActivitySimulator.start(location, shop(settings), traffic, total)) {
            long start = System.nanoTime();
            Thread main = Thread.currentThread();
            AtExit atSignal = AtExit.run("end-activity", () -> {
                simulator.requestStop();
                awaitSummary(main);
            });
            try {
                while (!simulator.awaitEnd(REPORT_INTERVAL)) {
                    console.progress(line(simulator.sent(), System.nanoTime() - start));
                }
            } finally {
                atSignal.cancel();
            }
            console.out(line(simulator.sent(), System.nanoTime() - start));
        } catch (IllegalStateException e) {
            throw new JobException(
                    ExitCode.UNAVAILABLE,
                    "Cannot put activity into stream " + location.stream(),
                    String.valueOf(e.getMessage()),
                    "Check --activity-stream, --region and --aws-endpoint.",
                    e);
        }
    }

    private static void awaitSummary(Thread main) {
        try {
            main.join(SUMMARY_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SimulatedTraffic traffic(Settings settings) {
        return new SimulatedTraffic(
                settings.get(RATE),
                settings.get(SHOPPERS),
                settings.get(UNKNOWN_CUSTOMERS),
                settings.get(MALFORMED),
                settings.get(OTHER_TYPES),
                settings.get(SEED));
    }

    private static SampleShop shop(Settings settings) {
        return new SampleShop(
                settings.get(CUSTOMERS),
                settings.get(PRODUCTS),
                0,
                settings.get(SHOP_SEED),
                LocalDate.now(Clock.systemUTC()));
    }

    private static String line(SentRecords sent, long nanos) {
        double seconds = nanos / 1e9;
        return String.format(
                Locale.ROOT,
                "%,.0f s: %,d records, %,.1f a second: %,d of activity, %,d malformed, %,d of other types; %,d requests"
                        + " failed and were made again",
                seconds,
                sent.total(),
                sent.total() / seconds,
                sent.activity(),
                sent.malformed(),
                sent.otherTypes(),
                sent.unanswered());
    }
}
