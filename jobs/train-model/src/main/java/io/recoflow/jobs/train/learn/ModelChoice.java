package io.recoflow.jobs.train.learn;

import io.recoflow.jobs.train.data.HoldoutSplit;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.factorization.Factorization;
import io.recoflow.jobs.train.factorization.Objective;
import io.recoflow.model.evaluation.CatalogueQuality;
import io.recoflow.model.evaluation.CatalogueScorer;
import io.recoflow.model.evaluation.Rating;
import io.recoflow.model.evaluation.RatingQuality;
import io.recoflow.model.evaluation.Shopper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Chooses what was not given, the regularization and the number of sweeps: models learn from the training part, and the
 * one that does best on the validation part decides. Of many ratings, those of some customers are enough.
 */
public final class ModelChoice {

    /**
     * How much all pairs count together, where all ratings count 1; the third first. A shop with many products has the more
     * pairs for a rating, and each must count the less (Rendle et al. 2021 have between 5 and 30 on their data).
     */
    private static final List<Double> ALL_PAIRS = List.of(0.5, 1.5, 5.0, 15.0, 50.0);

    private static final double USUAL_ALL_PAIRS = ALL_PAIRS.get(ALL_PAIRS.size() / 2);

    /** Digits of a weight; more would be no better. */
    private static final MathContext DIGITS = new MathContext(2);

    /** Relative to all that a row learns from (Rendle et al. 2021 have 0.003 to 0.007); much, where there is little to learn. */
    private static final List<Double> OF_RANKINGS = List.of(0.002, 0.004, 0.007, 0.012, 0.02, 0.035, 0.1);

    private static final double SCALING_OF_RANKINGS = 1;

    /** Relative to the root of what a row learns from. */
    private static final List<Double> OF_RATINGS = List.of(0.5, 1.0, 2.0, 4.0, 8.0);

    private static final double SCALING_OF_RATINGS = 0.5;

    /** A feature's weights are shared, so that less speaks against large ones. */
    private static final double FEATURE_SHARE = 0.5;

    private static final int MOST_RATINGS = 80_000;
    private static final int MOST_SHOPPERS = 500;

    /** Of the customers: they are kept from the trials, to be strangers with a session. */
    private static final double STRANGERS = 0.05;

    private static final int SWEEPS_WITHOUT_VALIDATION = 8;

    /** A better figure than before by less than this is none. */
    private static final double PROGRESS = 1e-4;

    private static final int PATIENCE = 2;

    private final TrainingData data;
    private final LearningSettings settings;
    private final Consumer<String> progress;

    public ModelChoice(TrainingData data, LearningSettings settings, Consumer<String> progress) {
        this.data = data;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * What was chosen.
     *
     * @param objective with the regularization
     * @param sweeps after which nothing got better
     * @param viewWeight what an item of a session counts
     */
    public record Chosen(Objective objective, int sweeps, double viewWeight) {}

    /** @param split of which what is held out plays no part */
    public Chosen of(HoldoutSplit split) {
        List<Rating> sample = sample(split.training());
        List<Rating> training =
                sample.stream().filter(rating -> !isStranger(rating.customer())).toList();
        Set<Integer> customers = new HashSet<>();
        training.forEach(rating -> customers.add(rating.customer()));
        List<Rating> validation = split.validation().stream()
                .filter(rating -> customers.contains(rating.customer()))
                .toList();
        List<Double> candidates = settings.idRegularization()
                .map(List::of)
                .orElse(settings.kind() == ObjectiveKind.RANKING ? OF_RANKINGS : OF_RATINGS);
        if (training.isEmpty() || validation.isEmpty()) {
            return new Chosen(
                    objective(data.ratings(), candidates.get(candidates.size() / 2)),
                    Math.min(settings.maxSweeps(), SWEEPS_WITHOUT_VALIDATION),
                    Sessions.USUAL_VIEW_WEIGHT);
        }
        List<Shopper> shoppers = HeldOutShoppers.of(data, training, validation, MOST_SHOPPERS, settings.seed());
        Trial best = climb(candidates, each -> trial(training, validation, shoppers, objective(training, each)));
        if (settings.kind() == ObjectiveKind.RANKING) {
            Trial regularized = best;
            best = climb(
                    ALL_PAIRS,
                    each -> each == USUAL_ALL_PAIRS
                            ? regularized
                            : trial(
                                    training,
                                    validation,
                                    shoppers,
                                    regularized.objective().withAllPairsWeight(allPairsWeight(each, training))));
        }
        // The parts are as dense as the whole, but for what was held out.
        double allPairs = best.objective().allPairsWeight() / density(training);
        return new Chosen(
                objective(data.ratings(), best.objective().idRegularization())
                        .withAllPairsWeight(allPairsWeight(allPairs, data.ratings())),
                best.sweeps(),
                viewWeight(best, sample, training));
    }

    /** Of one pair. */
    private static double allPairsWeight(double together, List<Rating> ratings) {
        return BigDecimal.valueOf(together * density(ratings)).round(DIGITS).doubleValue();
    }

    /** The share of the pairs of customers and items with ratings that were rated. */
    private static double density(List<Rating> ratings) {
        BitSet customers = new BitSet();
        BitSet items = new BitSet();
        ratings.forEach(rating -> {
            customers.set(rating.customer());
            items.set(rating.item());
        });
        return (double) ratings.size() / customers.cardinality() / items.cardinality();
    }

    /** The best of ascending candidates, from the middle on, as long as the next one is better. */
    private static Trial climb(List<Double> candidates, Function<Double, Trial> trial) {
        int middle = candidates.size() / 2;
        Trial best = trial.apply(candidates.get(middle));
        Trial first = best;
        for (int i = middle + 1; i < candidates.size(); i++) {
            Trial next = trial.apply(candidates.get(i));
            if (next.figure() <= best.figure()) {
                break;
            }
            best = next;
        }
        for (int i = middle - 1; i >= 0 && best == first; i--) {
            Trial next = trial.apply(candidates.get(i));
            if (next.figure() <= first.figure()) {
                break;
            }
            first = next;
            best = next;
        }
        return best;
    }

    /** What serves customers best who were kept from the trials, with some of what they rated as their session. */
    private double viewWeight(Trial best, List<Rating> sample, List<Rating> training) {
        List<Shopper> strangers = HeldOutShoppers.withSession(
                data,
                sample.stream().filter(rating -> isStranger(rating.customer())).toList(),
                Sessions.USUAL_LENGTH,
                MOST_SHOPPERS,
                settings.seed());
        double chosen = Sessions.USUAL_VIEW_WEIGHT;
        if (settings.kind() == ObjectiveKind.RATING || strangers.isEmpty()) {
            return chosen;
        }
        BitSet rated = new BitSet();
        training.forEach(rating -> rated.set(rating.item()));
        double highest = Double.NEGATIVE_INFINITY;
        for (double weight : Sessions.VIEW_WEIGHTS) {
            double figure = ndcg(
                    new FoldedShoppers(
                            data,
                            best.factors(),
                            Sessions.foldIn(settings.kind(), best.objective(), training, weight),
                            rated::get),
                    strangers);
            if (figure > highest) {
                highest = figure;
                chosen = weight;
            }
        }
        progress.accept(String.format(
                Locale.ROOT,
                "An item of a session counts %s: NDCG@10 %.4f, of %,d customers.",
                chosen,
                highest,
                strangers.size()));
        return chosen;
    }

    private boolean isStranger(int customer) {
        return HoldoutSplit.isDrawn(data.customers().get(customer), STRANGERS, settings.seed());
    }

    /**
     * What came of an objective.
     *
     * @param figure the higher the better
     * @param factors a few sweeps behind the best
     */
    private record Trial(Objective objective, int sweeps, double figure, Factorization factors) {}

    /** Sweeps until nothing gets better any more. */
    private Trial trial(List<Rating> training, List<Rating> validation, List<Shopper> shoppers, Objective objective) {
        Factorization factors = new Factorization(data, training, objective, settings.dimension(), settings.seed());
        Trial best = new Trial(objective, 1, Double.NEGATIVE_INFINITY, factors);
        for (int sweep = 1; sweep <= settings.maxSweeps() && sweep <= best.sweeps() + PATIENCE; sweep++) {
            factors.sweep();
            double figure = settings.kind() == ObjectiveKind.RANKING
                    ? ndcg((shopper, scores) -> factors.scores(shopper.customer(), scores), shoppers)
                    : -RatingQuality.rmse(validation, rating -> factors.score(rating.customer(), rating.item()))
                            .orElseThrow();
            if (figure > best.figure() + PROGRESS) {
                best = new Trial(objective, sweep, figure, factors);
            }
        }
        progress.accept(String.format(
                Locale.ROOT,
                "Regularization %s%s: %s %.4f after %d sweeps, on %,d validation ratings.",
                objective.idRegularization(),
                objective.allPairsWeight() > 0 ? ", weight of all pairs " + objective.allPairsWeight() : "",
                settings.kind() == ObjectiveKind.RANKING ? "NDCG@10" : "RMSE",
                Math.abs(best.figure()),
                best.sweeps(),
                validation.size()));
        return best;
    }

    private double ndcg(CatalogueScorer scorer, List<Shopper> shoppers) {
        BitSet all = new BitSet();
        all.set(0, data.items().size());
        return CatalogueQuality.of(shoppers, scorer, data.items().size(), all, new BitSet())
                .meanNdcg();
    }

    private Objective objective(List<Rating> ratings, double idRegularization) {
        double ofFeatures = settings.featureRegularization().orElse(FEATURE_SHARE * idRegularization);
        if (settings.kind() == ObjectiveKind.RATING) {
            double mean = ratings.stream().mapToDouble(Rating::rating).average().orElse(0);
            return new Objective(mean, 1, 0, idRegularization, ofFeatures, SCALING_OF_RATINGS);
        }
        double highest = ratings.stream().mapToDouble(Rating::rating).max().orElse(1);
        return new Objective(
                0,
                highest > 0 ? highest : 1,
                allPairsWeight(USUAL_ALL_PAIRS, ratings),
                idRegularization,
                ofFeatures,
                SCALING_OF_RANKINGS);
    }

    /** The ratings of as many customers as are needed, drawn by lot. */
    private List<Rating> sample(List<Rating> ratings) {
        if (ratings.size() <= MOST_RATINGS) {
            return ratings;
        }
        int[] counts = new int[data.customers().size()];
        ratings.forEach(rating -> counts[rating.customer()]++);
        BitSet drawn = new BitSet();
        int sum = 0;
        for (int customer : IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer each) ->
                                HoldoutSplit.lot(data.customers().get(each), settings.seed()))
                        .thenComparing(each -> each))
                .mapToInt(Integer::intValue)
                .toArray()) {
            if (sum >= MOST_RATINGS) {
                break;
            }
            sum += counts[customer];
            drawn.set(customer);
        }
        return ratings.stream().filter(rating -> drawn.get(rating.customer())).toList();
    }
}
