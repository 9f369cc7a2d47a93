package io.recoflow.jobs.train.learn;

import io.recoflow.jobs.train.data.HoldoutSplit;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.factorization.FactorModel;
import io.recoflow.jobs.train.factorization.Factorization;
import io.recoflow.jobs.train.factorization.Objective;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.evaluation.Rating;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** From ratings to a model: chosen, measured, and trained again on all there is. */
public final class Learning {

    private final TrainingData data;
    private final LearningSettings settings;
    private final Consumer<String> progress;

    public Learning(TrainingData data, LearningSettings settings, Consumer<String> progress) {
        this.data = data;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * A model.
     *
     * @param producer what it is, in words
     * @param measured empty where nothing was held out, or nothing was left to learn from
     */
    public record Learned(
            FactorModel model, FoldInDescription foldIn, String producer, Optional<Measurement.Measured> measured) {}

    /** @param split whose parts are all learned from in the end */
    public Learned learn(HoldoutSplit split) {
        ModelChoice.Chosen chosen = new ModelChoice(data, settings, progress).of(split);
        List<Rating> known = split.known();
        Optional<Measurement.Measured> measured = Optional.empty();
        if (!known.isEmpty() && known.size() < data.ratings().size()) {
            progress.accept(String.format(Locale.ROOT, "Measuring a model of %,d ratings.", known.size()));
            Factorization model = trained(known, chosen);
            measured = Optional.of(
                    Measurement.of(data, split, model, foldIn(chosen, known), settings.kind(), settings.seed()));
        }
        progress.accept(String.format(
                Locale.ROOT, "Training on all %,d ratings.", data.ratings().size()));
        return new Learned(
                trained(data.ratings(), chosen).model(), foldIn(chosen, data.ratings()), producer(chosen), measured);
    }

    private Factorization trained(List<Rating> ratings, ModelChoice.Chosen chosen) {
        Factorization factors =
                new Factorization(data, ratings, chosen.objective(), settings.dimension(), settings.seed());
        for (int sweep = 0; sweep < chosen.sweeps(); sweep++) {
            factors.sweep();
        }
        return factors;
    }

    private FoldInDescription foldIn(ModelChoice.Chosen chosen, List<Rating> ratings) {
        return Sessions.foldIn(settings.kind(), chosen.objective(), ratings, chosen.viewWeight());
    }

    private String producer(ModelChoice.Chosen chosen) {
        Objective objective = chosen.objective();
        return String.format(
                Locale.ROOT,
                "Recoflow least squares, objective %s, %d factors, regularization %s of ids and %s of features, weight of"
                        + " all pairs %s, %d sweeps, seed %d",
                settings.kind(),
                settings.dimension() - 1,
                objective.idRegularization(),
                objective.featureRegularization(),
                objective.allPairsWeight(),
                chosen.sweeps(),
                settings.seed());
    }
}
