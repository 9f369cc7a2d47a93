package io.recoflow.jobs.train.data;

import io.recoflow.model.evaluation.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ratings in parts. Which part a rating is in depends on the seed, the customer and the item only, so it does not change
 * when others are added. Each list is by customer and item.
 *
 * @param training to learn from
 * @param validation of what is there to learn from, the part that settings are chosen on
 * @param heldOut of customers and items that the training parts have as well
 * @param ofCustomersLeftOut all ratings of some customers, of items that the training parts may have
 * @param ofItemsLeftOut all ratings of some items, by customers that the training parts may have
 */
public record HoldoutSplit(
        List<Rating> training,
        List<Rating> validation,
        List<Rating> heldOut,
        List<Rating> ofCustomersLeftOut,
        List<Rating> ofItemsLeftOut) {

    /** Of the ratings that are not held out. */
    private static final double VALIDATION_SHARE = 0.1;

    /** Of the share that is held out: each item that is left out is missed by all customers. */
    private static final double SHARE_OF_ITEMS = 0.5;

    private static final long CUSTOMERS = 0x5DEECE66DL;
    private static final long ITEMS = 0x2545F491L;
    private static final long DRAWN = 0x9E6C63D1L;

    /**
     * @param holdout share of the ratings, and of the customers, 0 to 1; half of it of the items
     */
    public static HoldoutSplit of(TrainingData data, double holdout, long seed) {
        HoldoutSplit split = new HoldoutSplit(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long[] customers = hashes(data.customers());
        long[] items = hashes(data.items());
        for (Rating rating : data.ratings()) {
            long customer = customers[rating.customer()];
            long item = items[rating.item()];
            long pair = mixed(mixed(seed + customer * 0x9E3779B97F4A7C15L) + item);
            boolean customerOut = share(mixed(mixed(seed + CUSTOMERS) + customer)) < holdout;
            boolean itemOut = share(mixed(mixed(seed + ITEMS) + item)) < holdout * SHARE_OF_ITEMS;
            if (itemOut) {
                if (!customerOut) {
                    split.ofItemsLeftOut.add(rating);
                }
            } else if (customerOut) {
                split.ofCustomersLeftOut.add(rating);
            } else if (share(pair) < holdout) {
                split.heldOut.add(rating);
            } else if (share(mixed(pair)) < VALIDATION_SHARE) {
                split.validation.add(rating);
            } else {
                split.training.add(rating);
            }
        }
        return split;
    }

    /** All that is not held out. */
    public List<Rating> known() {
        return Stream.concat(training.stream(), validation.stream())
                .sorted(Rating.ORDER)
                .toList();
    }

    /** A fixed order of chance, for a part of many. */
    public static long lot(Entity entity, long seed) {
        return mixed(seed + entity.id().hashCode());
    }

    /** Whether an entity is of a part of this share. */
    public static boolean isDrawn(Entity entity, double share, long seed) {
        return share(mixed(mixed(seed + DRAWN) + entity.id().hashCode())) < share;
    }

    private static long[] hashes(List<Entity> entities) {
        return entities.stream().mapToLong(entity -> entity.id().hashCode()).toArray();
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
