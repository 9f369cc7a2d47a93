package io.recoflow.jobs.train;

import io.recoflow.runtime.option.CommonOptions;
import io.recoflow.runtime.option.Option;
import java.util.List;

/** The options of train-model; help, documentation and environment names come from here. */
final class TrainModelOptions {

    static final Option<String> LAKE = CommonOptions.LAKE.required();
    static final Option<String> ARTIFACTS = CommonOptions.ARTIFACTS.required();
    static final Option<String> TRAINING_SNAPSHOT = Option.text("training-snapshot")
            .label("NAME")
            .description("The snapshot of ratings_ml_training to learn from; the latest where it is not given.");
    static final Option<Integer> DIMENSION = Option.integer("dimension", 2, 512)
            .description("Numbers in an embedding: factors, and one more for how good an item is.")
            .defaultValue(32);
    static final Option<Integer> SEED = Option.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE)
            .description("The same seed and the same data give the same model.")
            .defaultValue(42);
    static final Option<Integer> MAX_ITERATIONS = Option.integer("max-iterations", 1, 100_000)
            .description("Passes over the ratings at most.")
            .defaultValue(50);
    static final Option<Double> REGULARIZATION = Option.number("regularization", 0, 1_000)
            .description(
                    "How much large weights cost. Chosen on a part of the training ratings where it is not given.");
    static final Option<Double> HOLDOUT = Option.share("holdout")
            .description("The share of ratings that the model is measured on and does not learn from.")
            .defaultValue(0.1);
    static final Option<Integer> KEEP_VERSIONS = Option.integer("keep-versions", 1, 10_000)
            .description("How many of the newest versions of the model stay; all of them where it is not given. The one"
                    + " that _latest names always stays.");
    static final Option<String> REPORT = CommonOptions.REPORT;

    static final List<Option<?>> ALL = List.of(
            LAKE,
            ARTIFACTS,
            TRAINING_SNAPSHOT,
            DIMENSION,
            SEED,
            MAX_ITERATIONS,
            REGULARIZATION,
            HOLDOUT,
            KEEP_VERSIONS,
            REPORT);

    private TrainModelOptions() {}
}
