package io.recoflow.jobs.train;

import io.recoflow.jobs.train.data.HoldoutSplit;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.factorization.FactorizationModel;
import io.recoflow.jobs.train.factorization.FactorizationSettings;
import io.recoflow.jobs.train.factorization.FactorizationTrainer;
import io.recoflow.model.bundle.BundleInProgress;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.evaluation.RankingQuality;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** One run: split, choose, train, measure, export. */
final class Training {

    /** What is tried where none is given. */
    private static final List<Double> REGULARIZATIONS = List.of(0.03, 0.1, 0.3, 1.0);

    /** To choose with: a pass over the ratings takes MLlib the longer the more factors there are. */
    private static final int MOST_FACTORS_TO_CHOOSE_WITH = 8;

    private final Settings settings;
    private final SparkSession session;
    private final Console console;

    Training(Settings settings, SparkSession session, Console console) {
        this.settings = settings;
        this.session = session;
        this.console = console;
    }

    /** What a run would do, in words. */
    String plan(TrainingData data) {
        HoldoutSplit split = split(data);
        return String.format(
                Locale.ROOT,
                "%s: %,d ratings of %,d customers and %,d items; %,d to learn from, %,d held out. Nothing was written.",
                data.snapshot(),
                data.ratings().size(),
                data.customers().size(),
                data.items().size(),
                split.known().size(),
                split.heldOut().size());
    }

    /** The manifest of the bundle that was published. */
    Manifest run(TrainingData data, ModelArtifacts artifacts) {
        HoldoutSplit split = split(data);
        if (split.training().isEmpty()) {
            throw new JobException(
                    ExitCode.CONTRACT_VIOLATED,
                    "Nothing to learn from",
                    data.snapshot() + " has " + data.ratings().size() + " ratings, and "
                            + split.heldOut().size() + " of them are held out",
                    "Give a snapshot with more ratings, or a smaller --holdout");
        }
        // Begun now: of two trainers, the one that read its ratings last has the newer version.
        try (BundleInProgress bundle = artifacts.begin()) {
            console.progress("Writing " + bundle.location() + ".");
            Manifest manifest = train(data, split, bundle);
            bundle.publish(manifest);
            console.out(TrainingSummary.of(manifest, bundle.location()));
            if (!artifacts.latestVersion().equals(Optional.of(bundle.version()))) {
                console.warn(bundle.location() + " is whole, but a run that began later has published already.");
            }
            return manifest;
        }
    }

    /** Trains a model, writes its files and tells what they are. */
    private Manifest train(TrainingData data, HoldoutSplit split, BundleInProgress bundle) {
        FactorizationTrainer trainer = new FactorizationTrainer(session, data);
        FactorizationSettings chosen = new FactorizationSettings(
                settings.get(TrainModelOptions.DIMENSION) - 1,
                settings.find(TrainModelOptions.REGULARIZATION).orElse(0.0),
                settings.get(TrainModelOptions.MAX_ITERATIONS),
                settings.get(TrainModelOptions.SEED));
        if (settings.find(TrainModelOptions.REGULARIZATION).isEmpty()) {
            chosen = chosen.withRegularization(bestRegularization(data, split, trainer, chosen));
        }
        console.progress(String.format(
                Locale.ROOT, "Training on %,d ratings.", split.known().size()));
        FactorizationModel model = trainer.train(split.known(), chosen);
        BundleExport export = new BundleExport(data, model, chosen);
        return export.write(bundle, split);
    }

    /** The one with which a model that learns from the training part rates the validation part best. */
    private double bestRegularization(
            TrainingData data, HoldoutSplit split, FactorizationTrainer trainer, FactorizationSettings common) {
        FactorizationSettings small = common.withFactors(Math.min(MOST_FACTORS_TO_CHOOSE_WITH, common.factors()));
        double best = REGULARIZATIONS.get(0);
        double lowest = Double.POSITIVE_INFINITY;
        for (double candidate : REGULARIZATIONS) {
            FactorizationModel model = trainer.train(split.training(), small.withRegularization(candidate));
            Optional<Double> rmse = RankingQuality.rmse(
                    split.validation(),
                    rating -> model.predict(
                            data.customers().get(rating.customer()),
                            data.items().get(rating.item())));
            console.progress(String.format(
                    Locale.ROOT,
                    "Regularization %s: RMSE %.4f on %,d validation ratings.",
                    candidate,
                    rmse.orElse(Double.NaN),
                    split.validation().size()));
            if (rmse.isPresent() && rmse.get() < lowest) {
                lowest = rmse.get();
                best = candidate;
            }
        }
        return best;
    }

    private HoldoutSplit split(TrainingData data) {
        return HoldoutSplit.of(data, settings.get(TrainModelOptions.HOLDOUT), settings.get(TrainModelOptions.SEED));
    }
}
