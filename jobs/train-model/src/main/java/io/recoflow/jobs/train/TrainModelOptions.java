package io.recoflow.jobs.train;

import io.recoflow.jobs.train.learn.ObjectiveKind;
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
    static final Option<Boolean> WITH_REVIEWS = Option.flag("with-reviews")
            .description("Learn from the lake's reviews, too: the stars of a verified purchase count as a rating of a"
                    + " customer who has not rated the product in the shop.");
    static final Option<String> REVIEWER_PREFIX = Option.text("reviewer-prefix")
            .label("TEXT")
            .description("What stands before the customer's number in a review's reviewer_id, such as C in C478; with"
                    + " --with-reviews.");
    static final Option<ObjectiveKind> OBJECTIVE = Option.choice("objective", ObjectiveKind.class)
            .description(
                    "What to be good at: which products a customer chooses of all there are, or how a customer rates"
                            + " those that are rated.")
            .defaultValue(ObjectiveKind.RANKING);
    static final Option<Integer> DIMENSION = Option.integer("dimension", 2, 512)
            .description("Numbers in an embedding: factors, and one more for how good an item is.")
            .defaultValue(32);
    static final Option<Integer> SEED = Option.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE)
            .description("The same seed and the same data give the same model.")
            .defaultValue(42);
    static final Option<Integer> MAX_SWEEPS = Option.integer("max-sweeps", 1, 1_000)
            .description("Passes over the ratings at most; it stops where the model gets no better on a part of them.")
            .defaultValue(16);
    static final Option<Double> REGULARIZATION = Option.number("regularization", 0, 1_000)
            .description("How much large weights of one customer or one product cost. Chosen on a part of the ratings"
                    + " where it is not given.");
    static final Option<Double> FEATURE_REGULARIZATION = Option.number("feature-regularization", 0, 1_000)
            .description("How much large weights of what customers or products share cost. Half of what those of one"
                    + " cost where it is not given.");
    static final Option<Double> HOLDOUT = Option.share("holdout")
            .description("The share of ratings, and of customers, that a model is measured on that has not learned from"
                    + " them. The one that is published then learns from all.")
            .defaultValue(0.1);
    static final Option<PublishPolicy> PUBLISH = Option.choice("publish", PublishPolicy.class)
            .description("When _latest moves to the new bundle: where it is not worse, beyond chance, than the one that"
                    + " is served and the best baseline, and exit code 5 otherwise; always; or never.")
            .defaultValue(PublishPolicy.IF_BETTER);
    static final Option<Integer> KEEP_VERSIONS = Option.integer("keep-versions", 1, 10_000)
            .description("How many of the newest versions of the model stay; all of them where it is not given. The one"
                    + " that _latest names always stays.");
    static final Option<String> REPORT = CommonOptions.REPORT;

    static final List<Option<?>> ALL = List.of(
            LAKE,
            ARTIFACTS,
            TRAINING_SNAPSHOT,
            WITH_REVIEWS,
            REVIEWER_PREFIX,
            OBJECTIVE,
            DIMENSION,
            SEED,
            MAX_SWEEPS,
            REGULARIZATION,
            FEATURE_REGULARIZATION,
            HOLDOUT,
            PUBLISH,
            KEEP_VERSIONS,
            REPORT);

    private TrainModelOptions() {}
}
