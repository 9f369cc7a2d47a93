package io.recoflow.jobs.train.learn;

import io.recoflow.jobs.train.data.HoldoutSplit;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.factorization.Factorization;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.bundle.OfflineMetrics;
import io.recoflow.model.bundle.RankingMetrics;
import io.recoflow.model.evaluation.Baselines;
import io.recoflow.model.evaluation.CatalogueQuality;
import io.recoflow.model.evaluation.CatalogueScorer;
import io.recoflow.model.evaluation.Ease;
import io.recoflow.model.evaluation.Rating;
import io.recoflow.model.evaluation.RatingQuality;
import io.recoflow.model.evaluation.Scorer;
import io.recoflow.model.evaluation.Shopper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Measures a model that has learned from all that was not held out, beside what is simpler. */
public final class Measurement {

    public static final String FEATURES_ONLY = "customers left out, by features";
    public static final String NOBODY_RATED = "items nobody rated";

    /** What is rated by those of whom the model has learned. */
    public static final String RATINGS = "ratings of " + OfflineMetrics.KNOWN;

    private static final String POPULARITY = "popularity";
    private static final String ITEM_MEAN = "item mean";
    private static final String CHANCE = "chance";
    private static final String GLOBAL_MEAN = "global mean";

    /** Shoppers of each kind. */
    private static final int MOST_SHOPPERS = 500;

    private static final List<Integer> SESSIONS = List.of(1, 3, 5);

    /** The part of the catalogue that counts as popular. */
    private static final double POPULAR = 0.1;

    /** Standard errors beyond which a difference is no chance, though the best of several baselines is looked at. */
    private static final double NOISE = 3;

    private final TrainingData data;
    private final HoldoutSplit split;
    private final Factorization model;
    private final ObjectiveKind kind;
    private final long seed;
    private final Baselines baselines;
    private final Ease ease;
    private final FoldedShoppers folded;

    /** All but what was left out of training, and may have been chosen nevertheless. */
    private final BitSet catalogue = new BitSet();

    private final BitSet unrated = new BitSet();
    private final BitSet popular = new BitSet();
    private final List<RankingMetrics> rankings = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private Optional<String> worse = Optional.empty();

    private Measurement(
            TrainingData data,
            HoldoutSplit split,
            Factorization model,
            FoldInDescription description,
            ObjectiveKind kind,
            long seed) {
        this.data = data;
        this.split = split;
        this.model = model;
        this.kind = kind;
        this.seed = seed;
        int count = data.items().size();
        this.baselines = new Baselines(data.customers().size(), count, split.known());
        this.ease = Ease.of(baselines, count);
        catalogue.set(0, count);
        split.ofItemsLeftOut().forEach(rating -> catalogue.clear(rating.item()));
        IntStream.range(0, count).filter(item -> baselines.count(item) == 0).forEach(unrated::set);
        this.folded = new FoldedShoppers(data, model, description, item -> !unrated.get(item));
        IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingLong((Integer item) -> -baselines.count(item)))
                .limit((long) Math.ceil(POPULAR * count))
                .forEach(popular::set);
    }

    /**
     * What was measured.
     *
     * @param verdicts a line for each kind of shoppers, plainly
     * @param worse which baseline is better at what the model is for, beyond chance; empty where none is
     */
    public record Measured(OfflineMetrics metrics, List<String> verdicts, Optional<String> worse) {}

    /** @param model that has learned from {@link HoldoutSplit#known} */
    public static Measured of(
            TrainingData data,
            HoldoutSplit split,
            Factorization model,
            FoldInDescription foldIn,
            ObjectiveKind kind,
            long seed) {
        Measurement measurement = new Measurement(data, split, model, foldIn, kind, seed);
        return measurement.measured();
    }

    private Measured measured() {
        Optional<Double> coverage = known();
        if (kind == ObjectiveKind.RATING) {
            ratings();
        }
        leftOut();
        for (int session : SESSIONS) {
            withSession(session);
        }
        nobodyRated();
        return new Measured(
                new OfflineMetrics(
                        rankings,
                        coverage,
                        (long) split.heldOut().size()
                                + split.ofCustomersLeftOut().size()
                                + split.ofItemsLeftOut().size()),
                List.copyOf(verdicts),
                worse);
    }

    private Optional<Double> known() {
        List<Shopper> shoppers = HeldOutShoppers.of(data, split.known(), split.heldOut(), MOST_SHOPPERS, seed);
        Optional<CatalogueQuality> quality = compared(
                OfflineMetrics.KNOWN,
                shoppers,
                (shopper, scores) -> model.scores(shopper.customer(), scores),
                bySeen(),
                catalogue,
                kind == ObjectiveKind.RANKING);
        return quality.map(CatalogueQuality::coverage);
    }

    private void leftOut() {
        List<Shopper> shoppers = HeldOutShoppers.of(data, List.of(), split.ofCustomersLeftOut(), MOST_SHOPPERS, seed);
        compared(
                FEATURES_ONLY,
                shoppers,
                (shopper, scores) -> model.scores(shopper.customer(), scores),
                byNothing(),
                catalogue,
                false);
    }

    private void withSession(int count) {
        List<Shopper> shoppers =
                HeldOutShoppers.withSession(data, split.ofCustomersLeftOut(), count, MOST_SHOPPERS, seed);
        compared(session(count), shoppers, folded, bySeen(), catalogue, false);
    }

    /** The name of the shoppers who are known by so many items. */
    public static String session(int items) {
        return "customers left out, folded in with " + items + (items == 1 ? " item" : " items");
    }

    private void nobodyRated() {
        List<Shopper> shoppers = HeldOutShoppers.of(data, List.of(), split.ofItemsLeftOut(), MOST_SHOPPERS, seed);
        compared(
                NOBODY_RATED,
                shoppers,
                (shopper, scores) -> model.scores(shopper.customer(), scores),
                Map.of(),
                unrated,
                false);
    }

    private Map<String, CatalogueScorer> byNothing() {
        Map<String, CatalogueScorer> scorers = new LinkedHashMap<>();
        scorers.put(POPULARITY, baselines::popularity);
        scorers.put(ITEM_MEAN, baselines::itemMean);
        return scorers;
    }

    private Map<String, CatalogueScorer> bySeen() {
        Map<String, CatalogueScorer> scorers = byNothing();
        scorers.put("item cosine", baselines::itemCosine);
        scorers.put(
                data.items().size() - unrated.cardinality() > Ease.MOST_ITEMS
                        ? "EASE of the " + Ease.MOST_ITEMS + " most rated"
                        : "EASE",
                ease::score);
        return scorers;
    }

    private Optional<CatalogueQuality> compared(
            String shoppers,
            List<Shopper> who,
            CatalogueScorer scorer,
            Map<String, CatalogueScorer> others,
            BitSet offered,
            boolean decides) {
        if (who.isEmpty()) {
            return Optional.empty();
        }
        int count = data.items().size();
        CatalogueQuality own = CatalogueQuality.of(who, scorer, count, offered, popular);
        Map<String, CatalogueQuality> qualities = new LinkedHashMap<>();
        others.forEach((name, each) -> qualities.put(name, CatalogueQuality.of(who, each, count, offered, popular)));
        qualities.put(CHANCE, CatalogueQuality.ofChance(who, offered, popular));
        add(shoppers, OfflineMetrics.MODEL, own);
        qualities.forEach((name, quality) -> add(shoppers, name, quality));
        Map.Entry<String, CatalogueQuality> best = qualities.entrySet().stream()
                .max(Comparator.comparingDouble(each -> each.getValue().meanNdcg()))
                .orElseThrow();
        double noise = NOISE * own.standardErrorOfDifference(best.getValue());
        double difference = own.meanNdcg() - best.getValue().meanNdcg();
        verdict(shoppers, best.getKey(), difference, noise, decides);
        return Optional.of(own);
    }

    private void verdict(String shoppers, String best, double difference, double noise, boolean decides) {
        String line = shoppers + ": "
                + (difference > noise
                        ? "the model is better than all others, the best of which is " + best
                        : difference < -noise
                                ? best + " is BETTER than the model"
                                : "nothing tells the model from " + best);
        verdicts.add(line + ".");
        if (decides && difference < -noise) {
            worse = Optional.of(line);
        }
    }

    private void ratings() {
        Map<String, Scorer> others = new LinkedHashMap<>();
        others.put(GLOBAL_MEAN, baselines::globalMean);
        others.put(ITEM_MEAN, baselines::itemMean);
        Scorer own = rating -> model.score(rating.customer(), rating.item());
        OptionalDouble ownError = rmse(OfflineMetrics.MODEL, own);
        String best = "";
        double lowest = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Scorer> other : others.entrySet()) {
            OptionalDouble error = rmse(other.getKey(), other.getValue());
            if (error.isPresent() && error.getAsDouble() < lowest) {
                lowest = error.getAsDouble();
                best = other.getKey();
            }
        }
        if (ownError.isPresent()) {
            verdict(
                    RATINGS,
                    best,
                    lowest - ownError.getAsDouble(),
                    NOISE * errorOfDifference(own, others.getOrDefault(best, own), lowest + ownError.getAsDouble()),
                    true);
        }
    }

    /** Of a difference of root mean squared errors, by the squared errors' difference and the roots' sum. */
    private double errorOfDifference(Scorer own, Scorer other, double sum) {
        double[] differences = split.heldOut().stream()
                .mapToDouble(rating ->
                        square(own.score(rating) - rating.rating()) - square(other.score(rating) - rating.rating()))
                .toArray();
        double mean = Arrays.stream(differences).average().orElse(0);
        double variance = Arrays.stream(differences)
                .map(each -> square(each - mean))
                .average()
                .orElse(0);
        return sum == 0 ? 0 : Math.sqrt(variance / differences.length) / sum;
    }

    private static double square(double x) {
        return x * x;
    }

    private OptionalDouble rmse(String name, Scorer scorer) {
        List<Rating> heldOut = split.heldOut();
        Optional<Double> rmse = RatingQuality.rmse(heldOut, scorer);
        rmse.ifPresent(error -> rankings.add(new RankingMetrics(
                Optional.of(RATINGS),
                name,
                rmse,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
        return rmse.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    private void add(String shoppers, String ranking, CatalogueQuality quality) {
        rankings.add(new RankingMetrics(
                Optional.of(shoppers),
                ranking,
                Optional.empty(),
                Optional.of(quality.meanNdcg()),
                Optional.of(quality.standardError()),
                Optional.of(quality.meanRecall()),
                Optional.of(quality.coverage()),
                Optional.of(quality.popularShare())));
    }
}
