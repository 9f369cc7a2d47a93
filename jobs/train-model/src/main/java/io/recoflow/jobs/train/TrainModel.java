package io.recoflow.jobs.train;

import io.recoflow.jobs.train.data.ReviewRatings;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.data.TrainingDataReader;
import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.launch.JobLauncher;
import io.recoflow.runtime.option.Checks;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.report.ReportFile;
import io.recoflow.runtime.report.RunRecord;
import io.recoflow.runtime.spark.JobSession;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** A model learns from the training lake and becomes a bundle. */
public final class TrainModel implements DeclaredJob {

    /** Small data: more tasks would cost more than they do. A customer's file is small, so a task takes many of them. */
    static final Map<String, String> SPARK_DEFAULTS = Map.of(
            "spark.sql.shuffle.partitions",
            "4",
            "spark.sql.files.openCostInBytes",
            "65536",
            "spark.ui.enabled",
            "false");

    public static void main(String[] args) {
        JobLauncher.main(new TrainModel(), args);
    }

    @Override
    public String name() {
        return "train-model";
    }

    @Override
    public String summary() {
        return "Learns which products each customer chooses from the training lake, and exports it as a model bundle: ONNX"
                + " towers, embeddings, manifest.";
    }

    @Override
    public List<Option<?>> options() {
        return TrainModelOptions.ALL;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--lake s3a://shop-lake/training --artifacts s3a://shop-lake/artifacts",
                "check --bundle s3a://shop-lake/artifacts/20261120T080000Z");
    }

    @Override
    public List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        Checks.runAll(List.of(
                () -> {
                    if (settings.get(TrainModelOptions.HOLDOUT) == 1) {
                        problems.add(
                                "Cannot use --holdout 1: nothing would be left to learn from. Give a smaller share");
                    }
                },
                () -> {
                    if (settings.find(TrainModelOptions.REVIEWER_PREFIX).isPresent()
                            && !settings.get(TrainModelOptions.WITH_REVIEWS)) {
                        problems.add("Cannot use --reviewer-prefix alone: nothing is learned from reviews. Give"
                                + " --with-reviews as well");
                    }
                }));
        return problems;
    }

    @Override
    public Map<String, Job> commands() {
        return Map.of("check", new CheckBundle());
    }

    @Override
    public Map<String, String> formerOptions() {
        return Map.of(
                "check", "Write train-model check --bundle BUNDLE, or --command check where only options can be given",
                "max-iterations", "Give --max-sweeps; a sweep does more than an iteration did");
    }

    @Override
    public JobDeclaration declaration() {
        return TrainModelDeclaration.DECLARATION;
    }

    @Override
    public void run(JobContext context) throws Exception {
        Map<String, String> defaults = new HashMap<>(SPARK_DEFAULTS);
        if (context.settings().get(TrainModelOptions.WITH_REVIEWS)) {
            defaults.putAll(HourlyTable.SESSION);
        }
        try (JobSession session = JobSession.open(context, defaults)) {
            train(context, session.spark(), context.settings());
        }
    }

    private static TrainingInput input(
            TrainingDataReader lake, Optional<String> snapshot, Optional<ReviewRatings> reviews, Console console) {
        TrainingData rated = lake.read(lake.snapshot(snapshot));
        if (reviews.isEmpty()) {
            return new TrainingInput(rated, Optional.empty());
        }
        ReviewRatings.Added added = reviews.get().to(rated);
        console.out(added.counts().toString());
        return new TrainingInput(added.data(), Optional.of(added.counts()));
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
        Training training = new Training(settings, context.console());
        Optional<ReviewRatings> reviews = settings.get(TrainModelOptions.WITH_REVIEWS)
                ? Optional.of(new ReviewRatings(
                        session,
                        settings.get(TrainModelOptions.LAKE),
                        settings.find(TrainModelOptions.REVIEWER_PREFIX).orElse("")))
                : Optional.empty();
        if (context.dryRun()) {
            context.console().out(training.plan(input(lake, snapshot, reviews, context.console())));
            return;
        }
        RunRecord record = context.record(Clock.systemUTC());
        AtomicReference<TrainModelDetails> details = new AtomicReference<>(TrainModelDetails.NONE);
        Optional<ReportFile> report =
                settings.find(TrainModelOptions.REPORT).map(file -> ReportFile.open(file, hadoop));
        record.run(report, details::get, () -> {
            artifacts.removeLeftovers().forEach(version -> context.console()
                    .progress("Removed " + version + ", which a trainer that died had left."));
            TrainingInput input = record.phase("read", () -> input(lake, snapshot, reviews, context.console()));
            TrainModelDetails read = TrainModelDetails.of(input);
            details.set(read);
            Manifest manifest = record.phase("train", () -> training.run(input, artifacts));
            record.runId(manifest.version());
            details.set(
                    read.with(manifest, artifacts.version(manifest.version()).location()));
            settings.find(TrainModelOptions.KEEP_VERSIONS)
                    .map(artifacts::prune)
                    .orElse(List.of())
                    .forEach(version -> context.console().progress("Deleted the old version " + version + "."));
        });
    }
}
