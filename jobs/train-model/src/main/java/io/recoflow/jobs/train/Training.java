package io.recoflow.jobs.train;

import io.recoflow.jobs.train.data.HoldoutSplit;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.learn.Learning;
import io.recoflow.jobs.train.learn.LearningSettings;
import io.recoflow.jobs.train.learn.Measurement;
import io.recoflow.model.bundle.BundleInProgress;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.report.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run: split, choose, measure, train, export. */
final class Training {

    private final Settings settings;
    private final Console console;

    Training(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /** What a run would do, in words. */
    String plan(TrainingInput input) {
        TrainingData data = input.data();
        HoldoutSplit split = split(data);
        int known = split.known().size();
        return String.format(
                Locale.ROOT,
                "%s: %,d ratings of %,d customers and %,d items; %,d to learn from, %,d held out. Nothing was written.",
                data.snapshot() + input.reviewsInWords(),
                data.ratings().size(),
                data.customers().size(),
                data.items().size(),
                known,
                data.ratings().size() - known);
    }

    /**
     * The manifest of the bundle that was written, and published where {@code --publish} lets it.
     *
     * @throws JobException with exit code 5 where there is nothing to learn from, or the model is not good enough
     */
    Manifest run(TrainingInput input, ModelArtifacts artifacts) {
        TrainingData data = input.data();
        if (data.ratings().isEmpty()) {
            throw new JobException(
                    ExitCode.CONTRACT_VIOLATED,
                    "Nothing to learn from",
                    data.snapshot() + " has no ratings",
                    "Give a snapshot with ratings");
        }
        // Begun now: of two trainers, the one that read its ratings last has the newer version.
        try (BundleInProgress bundle = artifacts.begin()) {
            console.progress("Writing " + bundle.location() + ".");
            Learning.Learned learned = new Learning(data, learningSettings(), console::progress).learn(split(data));
            Manifest manifest = write(input, learned, bundle);
            publish(manifest, learned.measured(), bundle, artifacts);
            return manifest;
        }
    }

    private Manifest write(TrainingInput input, Learning.Learned learned, BundleInProgress bundle) {
        return new BundleExport(input, learned, settings.get(TrainModelOptions.DIMENSION)).write(bundle);
    }

    private void publish(
            Manifest manifest,
            Optional<Measurement.Measured> measured,
            BundleInProgress bundle,
            ModelArtifacts artifacts) {
        PublishPolicy policy = settings.get(TrainModelOptions.PUBLISH);
        Optional<String> objection = policy == PublishPolicy.IF_BETTER
                ? new QualityGate(artifacts, settings.get(TrainModelOptions.OBJECTIVE)).objection(measured)
                : Optional.empty();
        if (policy == PublishPolicy.NEVER || objection.isPresent()) {
            bundle.keepUnpublished(manifest);
        } else {
            bundle.publish(manifest);
        }
        console.out(TrainingSummary.of(
                manifest, measured.map(Measurement.Measured::verdicts).orElse(List.of()), bundle.location()));
        if (objection.isPresent()) {
            throw new JobException(
                    ExitCode.CONTRACT_VIOLATED,
                    "Not published: " + bundle.location(),
                    objection.get(),
                    "Look at the figures; --publish always publishes the next one nevertheless, and naming it in _latest"
                            + " this one");
        }
        if (policy == PublishPolicy.NEVER) {
            console.out("It is not published: name it in _latest to serve it.");
        } else if (!artifacts.latestVersion().equals(Optional.of(bundle.version()))) {
            console.warn(bundle.location() + " is whole, but a run that began later has published already.");
        }
    }

    private LearningSettings learningSettings() {
        return new LearningSettings(
                settings.get(TrainModelOptions.OBJECTIVE),
                settings.get(TrainModelOptions.DIMENSION),
                settings.find(TrainModelOptions.REGULARIZATION),
                settings.find(TrainModelOptions.FEATURE_REGULARIZATION),
                settings.get(TrainModelOptions.MAX_SWEEPS),
                settings.get(TrainModelOptions.SEED));
    }

    private HoldoutSplit split(TrainingData data) {
        return HoldoutSplit.of(data, settings.get(TrainModelOptions.HOLDOUT), settings.get(TrainModelOptions.SEED));
    }
}
