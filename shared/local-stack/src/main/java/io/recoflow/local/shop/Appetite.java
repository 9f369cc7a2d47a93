package io.recoflow.local.shop;

import java.util.Random;

/** How many products each customer rates: many a few, few almost all, and on average what the shop asks for. */
final class Appetite {
    /** With this, the top percent of the customers has about 13 times its share, where the catalogue is large enough. */
    private static final double SPREAD = 1.2;

    private static final int BISECTIONS = 60;

    private Appetite() {}

    /**
     * One number for each customer, 0 to {@code products}; they add up to {@code customers * average}, but for rounding.
     */
    static int[] ratingsPerCustomer(int customers, int products, double average, RandomStreams streams) {
        double[] weights = new double[customers];
        Random random = streams.of("appetite");
        for (int i = 0; i < customers; i++) {
            weights[i] = Math.exp(SPREAD * random.nextGaussian());
        }
        // The catalogue's size caps the heavy ones, so the others get more until the average is right.
        double low = 0;
        double high = products / smallest(weights);
        double wanted = customers * average;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (sum(counts(weights, middle, products)) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return counts(weights, high, products);
    }

    private static int[] counts(double[] weights, double factor, int largest) {
        int[] counts = new int[weights.length];
        for (int i = 0; i < weights.length; i++) {
            counts[i] = (int) Math.min(largest, Math.round(weights[i] * factor));
        }
        return counts;
    }

    private static long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private static double smallest(double[] weights) {
        double smallest = Double.MAX_VALUE;
        for (double weight : weights) {
            smallest = Math.min(smallest, weight);
        }
        return smallest;
    }
}
