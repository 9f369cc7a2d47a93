package io.recoflow.jobs.train.learn;

import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.factorization.Factorization;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.evaluation.CatalogueScorer;
import io.recoflow.model.evaluation.Shopper;
import io.recoflow.model.scoring.FoldIn;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Ranks for shoppers whom a model knows by their features and what they have seen, as they are served. */
final class FoldedShoppers implements CatalogueScorer {

    private final Factorization model;
    private final FoldIn foldIn;
    private final float[][] items;

    /** @param rated whether the model has learned from an item */
    FoldedShoppers(TrainingData data, Factorization model, FoldInDescription description, IntPredicate rated) {
        this.model = model;
        this.items = IntStream.range(0, data.items().size())
                .mapToObj(item -> floats(model.item(item)))
                .toArray(float[][]::new);
        this.foldIn = FoldIn.of(
                description,
                items[0].length,
                IntStream.range(0, items.length)
                        .filter(rated)
                        .mapToObj(item -> new Embedding(data.items().get(item).id(), items[item]))
                        .toList());
    }

    @Override
    public void score(Shopper shopper, double[] scores) {
        double[] own = model.customer(shopper.customer());
        float[] embedding = floats(own);
        embedding[own.length - 1] = 1;
        FoldIn.Folded folded = foldIn.fold(
                embedding,
                (float) (own[own.length - 1] + model.mean()),
                Arrays.stream(shopper.seen())
                        .mapToObj(item -> new FoldIn.SessionItem(items[item], false))
                        .toList());
        for (int item = 0; item < scores.length; item++) {
            double score = folded.constant();
            for (int k = 0; k < own.length; k++) {
                score += (double) folded.embedding()[k] * items[item][k];
            }
            scores[item] = score;
        }
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
