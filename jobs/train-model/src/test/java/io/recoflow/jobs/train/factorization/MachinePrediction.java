package io.recoflow.jobs.train.factorization;

import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.factorization.FactorizationTrainer.TrainedMachine;
import io.recoflow.model.evaluation.Rating;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** What MLlib's own model predicts. */
public final class MachinePrediction {

    private final TrainingData data;
    private final TrainedMachine trained;

    private MachinePrediction(TrainingData data, TrainedMachine trained) {
        this.data = data;
        this.trained = trained;
    }

    public static MachinePrediction train(
            SparkSession session, TrainingData data, List<Rating> ratings, FactorizationSettings settings) {
        return new MachinePrediction(data, new FactorizationTrainer(session, data).model(ratings, settings));
    }

    public double of(Rating rating) {
        return trained.mean()
                + trained.machine()
                        .predict(FactorizationTrainer.features(
                                trained.towers().customerFeatures(),
                                data.customers().get(rating.customer()),
                                trained.towers().itemFeatures(),
                                data.items().get(rating.item())));
    }
}
