package io.recoflow.jobs.train.learn;

import io.recoflow.jobs.train.data.HoldoutSplit;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.model.evaluation.Rating;
import io.recoflow.model.evaluation.Shopper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shoppers made of ratings that were held out. */
final class HeldOutShoppers {

    private HeldOutShoppers() {}

    /** Customers of whom something was held out, and what a model knows of them; at most so many, drawn by lot. */
    static List<Shopper> of(TrainingData data, List<Rating> known, List<Rating> heldOut, int most, long seed) {
        int[][] seen = byCustomer(data, known);
        int[][] chosen = byCustomer(data, heldOut);
        return drawn(data, seed, customer -> chosen[customer].length > 0, most)
                .mapToObj(customer -> new Shopper(customer, seen[customer], chosen[customer]))
                .toList();
    }

    /** Customers who are known by some of what was held out alone, and chose the rest. */
    static List<Shopper> withSession(TrainingData data, List<Rating> heldOut, int items, int most, long seed) {
        int[][] own = byCustomer(data, heldOut);
        return drawn(data, seed, customer -> own[customer].length > items, most)
                .mapToObj(customer -> {
                    List<Integer> mixed =
                            new ArrayList<>(Arrays.stream(own[customer]).boxed().toList());
                    mixed.sort(Comparator.comparingLong(
                            (Integer item) -> HoldoutSplit.lot(data.items().get(item), seed + customer)));
                    return new Shopper(
                            customer, sorted(mixed.subList(0, items)), sorted(mixed.subList(items, mixed.size())));
                })
                .toList();
    }

    private static IntStream drawn(TrainingData data, long seed, java.util.function.IntPredicate wanted, int most) {
        return IntStream.range(0, data.customers().size())
                .filter(wanted)
                .boxed()
                .sorted(Comparator.comparingLong((Integer customer) ->
                                HoldoutSplit.lot(data.customers().get(customer), seed))
                        .thenComparing(customer -> customer))
                .limit(most)
                .mapToInt(Integer::intValue);
    }

    private static int[] sorted(List<Integer> items) {
        return items.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static int[][] byCustomer(TrainingData data, List<Rating> ratings) {
        int[] counts = new int[data.customers().size()];
        ratings.forEach(rating -> counts[rating.customer()]++);
        int[][] items = new int[counts.length][];
        Arrays.setAll(items, customer -> new int[counts[customer]]);
        for (Rating rating : ratings) {
            items[rating.customer()][--counts[rating.customer()]] = rating.item();
        }
        for (int[] each : items) {
            Arrays.sort(each);
        }
        return items;
    }
}
