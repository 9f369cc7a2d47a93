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

    /** On all ratings, after a model of most of them, unless that was best after fewer: no worse than to begin anew. */
    private static final int FEWEST_FURTHER_SWEEPS = 3;

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
        if (known.isEmpty() || known.size() == data.ratings().size()) {
            return learned(sweep(begun(data.ratings(), chosen), chosen.sweeps()), chosen, 0, Optional.empty());
        }
        progress.accept(String.format(Locale.ROOT, "Measuring a model of %,d ratings.", known.size()));
        Factorization model = sweep(begun(known, chosen), chosen.sweeps());
        Measurement.Measured measured =
                Measurement.of(data, split, model, foldIn(chosen, known), settings.kind(), settings.seed());
        progress.accept(String.format(
                Locale.ROOT, "Going on with all %,d ratings.", data.ratings().size()));
        int further = furtherSweeps(chosen, known.size());
        return learned(
                sweep(model.goingOn(data, data.ratings(), settings.seed()), further),
                chosen,
                further,
                Optional.of(measured));
    }

    /** The more, the more is new. */
    private int furtherSweeps(ModelChoice.Chosen chosen, int known) {
        double isNew = 1 - (double) known / data.ratings().size();
        return Math.min(chosen.sweeps(), Math.max(FEWEST_FURTHER_SWEEPS, (int) Math.ceil(isNew * chosen.sweeps())));
    }

    private Factorization begun(List<Rating> ratings, ModelChoice.Chosen chosen) {
        return new Factorization(data, ratings, chosen.objective(), settings.dimension(), settings.seed());
    }

    private static Factorization sweep(Factorization factors, int times) {
        for (int sweep = 0; sweep < times; sweep++) {
            factors.sweep();
        }
        return factors;
    }

    private Learned learned(
            Factorization factors, ModelChoice.Chosen chosen, int further, Optional<Measurement.Measured> measured) {
        return new Learned(factors.model(), foldIn(chosen, data.ratings()), producer(chosen, further), measured);
    }

    private FoldInDescription foldIn(ModelChoice.Chosen chosen, List<Rating> ratings) {
        return Sessions.foldIn(settings.kind(), chosen.objective(), ratings, chosen.viewWeight());
    }

    /** @param further sweeps, once what was held out was there as well */
    private String producer(ModelChoice.Chosen chosen, int further) {
        Objective objective = chosen.objective();
        return String.format(
                Locale.ROOT,
                "Recoflow least squares, objective %s, %d factors, regularization %s of ids and %s of features, weight of"
                        + " all pairs %s, %d sweeps%s, seed %d",
                settings.kind(),
                settings.dimension() - 1,
                objective.idRegularization(),
                objective.featureRegularization(),
                objective.allPairsWeight(),
                chosen.sweeps(),
                further == 0 ? "" : " and " + further + " with what was held out",
                settings.seed());
    }
}
