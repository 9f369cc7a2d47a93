package io.recoflow.jobs.train.learn;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.FeatureColumn;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.model.evaluation.Rating;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Ratings of known structure: tastes of few dimensions, of which features tell a part, a long tail of popularity, and
 * chance. Whoever likes a kind of items chooses more of it, and rates it higher.
 */
final class TasteData {

    private static final int TASTES = 10;
    private static final int KINDS = 12;

    private final Random random;
    private final double taste;

    /** @param taste how much of what is chosen is a matter of taste; 0 for popularity and chance alone */
    TasteData(long seed, double taste) {
        this.random = new Random(seed);
        this.taste = taste;
    }

    TrainingData of(int customers, int items, double averageRatings) {
        double[][] kinds = IntStream.range(0, KINDS).mapToObj(any -> gaussian()).toArray(double[][]::new);
        double[] popularity =
                random.doubles(items).map(x -> 1.3 * random.nextGaussian()).toArray();
        double[][] likedBy = new double[items][];
        List<Entity> catalogue = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            int kind = random.nextInt(KINDS);
            likedBy[item] = mixed(kinds[kind], 0.6);
            catalogue.add(new Entity(String.format("P%05d", item), List.of("kind " + kind, random.nextDouble())));
        }
        List<Entity> people = new ArrayList<>();
        List<Rating> ratings = new ArrayList<>();
        for (int customer = 0; customer < customers; customer++) {
            int kind = random.nextInt(KINDS);
            double[] likes = mixed(kinds[kind], 0.5);
            people.add(new Entity(String.valueOf(1_000 + customer), List.of("club " + kind)));
            int count =
                    (int) Math.min(items / 3.0, Math.max(6, averageRatings * Math.exp(0.7 * random.nextGaussian())));
            double[] keys = new double[items];
            double[] fits = new double[items];
            for (int item = 0; item < items; item++) {
                for (int k = 0; k < TASTES; k++) {
                    fits[item] += likes[k] * likedBy[item][k] / Math.sqrt(1 + k);
                }
                keys[item] = popularity[item] + taste * fits[item] - Math.log(-Math.log(random.nextDouble()));
            }
            int who = customer;
            IntStream.range(0, items)
                    .boxed()
                    .sorted(Comparator.comparingDouble(item -> -keys[item]))
                    .limit(count)
                    .sorted()
                    .forEach(item -> ratings.add(new Rating(who, item, stars(fits[item]))));
        }
        return new TrainingData(
                "snapshot=made-up",
                List.of(new FeatureColumn("club", FeatureColumn.Kind.TEXT)),
                List.of(
                        new FeatureColumn("kind", FeatureColumn.Kind.TEXT),
                        new FeatureColumn("price", FeatureColumn.Kind.NUMBER)),
                people,
                catalogue,
                ratings);
    }

    private double stars(double fit) {
        return Math.max(1, Math.min(5, Math.round(3.3 + 0.35 * taste * fit + 0.7 * random.nextGaussian())));
    }

    private double[] mixed(double[] common, double share) {
        double[] own = gaussian();
        for (int k = 0; k < TASTES; k++) {
            own[k] = share * common[k] + Math.sqrt(1 - share * share) * own[k];
        }
        return own;
    }

    private double[] gaussian() {
        return IntStream.range(0, TASTES)
                .mapToDouble(any -> random.nextGaussian())
                .toArray();
    }
}
