package io.recoflow.jobs.train;

import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.data.TrainingDataReader;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.check.BundleCheck;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Checks;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.runtime.report.RunRecord;
import io.recoflow.runtime.spark.SparkSessions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** A model learns from the training lake and becomes a bundle; or a bundle is checked. */
public final class TrainModel implements DeclaredJob {

    /** Small data: more tasks would cost more than they do. */
    private static final Map<String, String> SPARK_DEFAULTS =
            Map.of("spark.sql.shuffle.partitions", "4", "spark.ui.enabled", "false");

    public static void main(String[] args) {
        JobLauncher.main(new TrainModel(), args);
    }

    @Override
    public String name() {
        return "train-model";
    }

    @Override
    public String summary() {
        return "Trains factorization machines on the training lake and exports them as a model bundle: ONNX towers,"
                + " embeddings, manifest.";
    }

    @Override
    public List<Option<?>> options() {
        return TrainModelOptions.ALL;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--lake s3a://shop-lake/training --artifacts s3a://shop-lake/artifacts",
                "--check s3a://shop-lake/artifacts/20261120T080000Z");
    }

    @Override
    public List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        Checks.runAll(List.of(
                () -> needed(TrainModelOptions.LAKE, settings, problems),
                () -> needed(TrainModelOptions.ARTIFACTS, settings, problems),
                () -> holdout(settings, problems)));
        return problems;
    }

    private static void needed(Option<String> option, Settings settings, List<String> problems) {
        if (settings.find(TrainModelOptions.CHECK).isEmpty()
                && settings.find(option).isEmpty()) {
            problems.add("Missing " + option + ": it is not set. Give it, or --check BUNDLE to train nothing");
        }
    }

    private static void holdout(Settings settings, List<String> problems) {
        if (settings.get(TrainModelOptions.HOLDOUT) == 1) {
            problems.add("Cannot use --holdout 1: nothing would be left to learn from. Give a smaller share");
        }
    }

    @Override
    public JobDeclaration declaration() {
        return TrainModelDeclaration.DECLARATION;
    }

    @Override
    public void run(JobContext context) throws Exception {
        try (SparkSession session = SparkSessions.open(context, SPARK_DEFAULTS)) {
            Settings settings = context.settings();
            if (settings.find(TrainModelOptions.CHECK).isPresent()) {
                check(context, session, settings.get(TrainModelOptions.CHECK));
            } else {
                train(context, session, settings);
            }
        }
    }

    private static void train(JobContext context, SparkSession session, Settings settings) throws Exception {
        TrainingDataReader lake =
                TrainingDataReader.open(session, settings.get(TrainModelOptions.LAKE), context.console());
        Optional<String> snapshot = settings.find(TrainModelOptions.TRAINING_SNAPSHOT);
        Configuration hadoop = session.sessionState().newHadoopConf();
        ModelArtifacts artifacts =
                ModelArtifacts.open(settings.get(TrainModelOptions.ARTIFACTS), hadoop, Clock.systemUTC());
        // Before an hour of training, not after it: where _latest cannot be read, nothing can be published.
        var unused = artifacts.latestVersion();
        Training training = new Training(settings, session, context.console());
        if (context.dryRun()) {
            context.console().out(training.plan(lake.read(lake.snapshot(snapshot))));
            return;
        }
        RunRecord record = context.record(Clock.systemUTC());
        AtomicReference<TrainModelDetails> details = new AtomicReference<>(TrainModelDetails.NONE);
        Optional<ReportFile> report =
                settings.find(TrainModelOptions.REPORT).map(file -> ReportFile.open(file, hadoop));
        record.run(report, details::get, () -> {
            artifacts.removeLeftovers().forEach(version -> context.console()
                    .progress("Removed " + version + ", which a trainer that died had left."));
            TrainingData data = record.phase("read", () -> lake.read(lake.snapshot(snapshot)));
            TrainModelDetails read = new TrainModelDetails(Optional.of(data.snapshot()), Optional.empty());
            details.set(read);
            Manifest manifest = record.phase("train", () -> training.run(data, artifacts));
            record.runId(manifest.version());
            details.set(
                    read.with(manifest, artifacts.version(manifest.version()).location()));
            settings.find(TrainModelOptions.KEEP_VERSIONS)
                    .map(artifacts::prune)
                    .orElse(List.of())
                    .forEach(version -> context.console().progress("Deleted the old version " + version + "."));
        });
    }

    private static void check(JobContext context, SparkSession session, String folder) {
        ModelBundle bundle = ModelBundle.at(folder, session.sessionState().newHadoopConf());
        List<String> problems = BundleCheck.problems(bundle);
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
                        + bundle.manifest().itemEmbeddings().rows() + " items.");
    }
}
