package io.recoflow.model.evaluation;

import java.util.Arrays;
import java.util.List;

/** What a model is to be compared with; learned from the same ratings. Safe for concurrent callers. */
public final class Baselines {

    /** Ratings at the global mean that each item is given beforehand, so that one good rating makes no best item. */
    private static final double DAMPING = 5;

    private final double mean;
    private final double[] sums;
    private final long[] counts;
    private final int[][] itemsOf;
    private final int[][] customersOf;

    /**
     * @param customers how many
     * @param items in the catalogue
     * @param known to learn from, by customer; at least one
     */
    public Baselines(int customers, int items, List<Rating> known) {
        mean = known.stream().mapToDouble(Rating::rating).average().orElseThrow();
        sums = new double[items];
        counts = new long[items];
        int[] ofCustomer = new int[customers];
        for (Rating rating : known) {
            sums[rating.item()] += rating.rating();
            counts[rating.item()]++;
            ofCustomer[rating.customer()]++;
        }
        itemsOf = new int[customers][];
        customersOf = new int[items][];
        Arrays.setAll(itemsOf, customer -> new int[ofCustomer[customer]]);
        Arrays.setAll(customersOf, item -> new int[(int) counts[item]]);
        int[] ofItem = new int[items];
        for (Rating rating : known) {
            itemsOf[rating.customer()][--ofCustomer[rating.customer()]] = rating.item();
            customersOf[rating.item()][ofItem[rating.item()]++] = rating.customer();
        }
    }

    /** The mean of all ratings, for every item. */
    public double globalMean(Rating rating) {
        return mean;
    }

    /** An item's mean rating, drawn to the global mean the fewer ratings it has. */
    public double itemMean(Rating rating) {
        return itemMean(rating.item());
    }

    /** The items that are rated best. */
    public void itemMean(Shopper shopper, double[] scores) {
        Arrays.setAll(scores, this::itemMean);
    }

    /** The items that are rated most. */
    public void popularity(Shopper shopper, double[] scores) {
        Arrays.setAll(scores, item -> counts[item]);
    }

    /** How often an item was rated. */
    public long count(int item) {
        return counts[item];
    }

    /** The items that were rated by those who rated what the shopper has seen: the sum of cosines. */
    public void itemCosine(Shopper shopper, double[] scores) {
        Arrays.fill(scores, 0);
        double[] weights = new double[itemsOf.length];
        for (int seen : shopper.seen()) {
            for (int customer : customersOf[seen]) {
                weights[customer] += 1 / Math.sqrt(counts[seen]);
            }
        }
        for (int customer = 0; customer < weights.length; customer++) {
            if (weights[customer] > 0) {
                for (int item : itemsOf[customer]) {
                    scores[item] += weights[customer];
                }
            }
        }
        for (int item = 0; item < scores.length; item++) {
            scores[item] /= Math.sqrt(Math.max(1, counts[item]));
        }
    }

    /** Items by customer, of all customers. */
    int[][] baskets() {
        return itemsOf;
    }

    private double itemMean(int item) {
        return (sums[item] + DAMPING * mean) / (counts[item] + DAMPING);
    }
}
