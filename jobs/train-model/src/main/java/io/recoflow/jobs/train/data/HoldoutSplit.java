package io.recoflow.jobs.train.data;

import io.recoflow.model.evaluation.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Ratings in three parts. Which part a rating is in depends on the seed, the customer and the item only, so it does not
 * change when others are added.
 *
 * @param training to learn from
 * @param validation of what is there to learn from, the part that settings are chosen on
 * @param heldOut to measure with, and for nothing else
 */
public record HoldoutSplit(List<Rating> training, List<Rating> validation, List<Rating> heldOut) {

    /** Of the ratings that are not held out. */
    private static final double VALIDATION_SHARE = 0.1;

    /** @param holdout share of the ratings, 0 to 1 */
    public static HoldoutSplit of(TrainingData data, double holdout, long seed) {
        List<Rating> training = new ArrayList<>();
        List<Rating> validation = new ArrayList<>();
        List<Rating> heldOut = new ArrayList<>();
        ToLongFunction<Rating> hash = rating ->
                mixed(mixed(seed + data.customers().get(rating.customer()).id().hashCode() * 0x9E3779B97F4A7C15L)
                        + data.items().get(rating.item()).id().hashCode());
        for (Rating rating : data.ratings()) {
            long bits = hash.applyAsLong(rating);
            if (share(bits) < holdout) {
                heldOut.add(rating);
            } else if (share(mixed(bits)) < VALIDATION_SHARE) {
                validation.add(rating);
            } else {
                training.add(rating);
            }
        }
        return new HoldoutSplit(training, validation, heldOut);
    }

    /** All that is not held out. */
    public List<Rating> known() {
        List<Rating> known = new ArrayList<>(training);
        known.addAll(validation);
        known.sort((a, b) -> a.customer() == b.customer()
                ? Integer.compare(a.item(), b.item())
                : Integer.compare(a.customer(), b.customer()));
        return known;
    }

    private static double share(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
    private static long mixed(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
