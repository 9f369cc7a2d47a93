package io.recoflow.jobs.train;

import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.check.BundleCheck;
import io.recoflow.model.check.TowerTiming;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.spark.JobSession;
import io.recoflow.shop.activity.ActivityEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** A bundle is checked, whoever made it. */
final class CheckBundle implements Job {

    static final Option<String> BUNDLE = Option.text("bundle")
            .label("URI")
            .description("The bundle's folder, on any Hadoop file system: s3a://bucket/artifacts/20261120T080000Z.")
            .required();

    private static final Option<Duration> DEADLINE = Option.duration("deadline")
            .description(
                    "How long after its arrival stream-recommend shows an event to the model, as it is told there.")
            .defaultValue(Duration.ofSeconds(1));

    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "train-model check";
    }

    @Override
    public String summary() {
        return "Checks a model bundle, also one of another framework, and says everything that is wrong with it.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(BUNDLE, DEADLINE);
    }

    @Override
    public List<String> examples() {
        return List.of("--bundle s3a://shop-lake/artifacts/20261120T080000Z");
    }

    @Override
    public void run(JobContext context) throws Exception {
        try (JobSession session = JobSession.open(context, TrainModel.SPARK_DEFAULTS)) {
            check(
                    context,
                    session.spark(),
                    context.settings().get(BUNDLE),
                    context.settings().get(DEADLINE));
        }
    }

    private static void check(JobContext context, SparkSession session, String folder, Duration deadline) {
        ModelBundle bundle = ModelBundle.at(folder, session.sessionState().newHadoopConf());
        List<String> problems = new ArrayList<>(BundleCheck.problems(bundle));
        Optional<TowerTiming> timing =
                problems.isEmpty() ? Optional.of(BundleCheck.userTowerTiming(bundle)) : Optional.empty();
        timing.filter(taken -> taken.together().compareTo(deadline) > 0)
                .ifPresent(taken -> problems.add(speed(taken)
                        + ": events are answered without the model, whose deadline is " + milliseconds(deadline)));
        if (!problems.isEmpty()) {
            problems.forEach(problem -> context.console().out("- " + problem));
            throw new JobException(
                    ExitCode.CONTRACT_VIOLATED,
                    "Cannot use the model bundle " + bundle.location(),
                    problems.size() == 1 ? problems.get(0) : problems.size() + " things are wrong with it",
                    "Export the model again; the contract stands in the README of shared/model");
        }
        context.console()
                .out("The bundle " + bundle.location() + " is sound: version "
                        + bundle.manifest().version() + ", "
                        + bundle.manifest().dimension() + " dimensions, "
                        + bundle.manifest().itemEmbeddings().rows() + " items. "
                        + timing.map(CheckBundle::speed).orElse("") + ", of "
                        + milliseconds(deadline) + " that an answer has.");
        context.console()
                .out("Its user tower is given, of an event: "
                        + bundle.manifest().userTower().inputs().stream()
                                .map(input -> source(input.name()))
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static String speed(TowerTiming timing) {
        return "Its user tower takes " + milliseconds(timing.one()) + " for a shopper, "
                + milliseconds(timing.together()) + " for " + TowerTiming.TOGETHER + " at once";
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / MILLISECOND);
    }

    /** A field of the event's own, or one that a shop may send or not. */
    private static String source(String input) {
        return input + (ActivityEvent.isKnownFeature(input) ? "" : " (where the shop sends a field of this name)");
    }
}
