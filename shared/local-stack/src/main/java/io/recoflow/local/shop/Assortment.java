package io.recoflow.local.shop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Draws different products, the popular ones more often. */
final class Assortment {
    /** Below this part of the catalogue it is faster to draw again when a product was drawn already. */
    private static final int REDRAW_BELOW = 8;

    private final List<Product> products;
    private final double[] cumulative;

    Assortment(List<Product> products) {
        this.products = List.copyOf(products);
        this.cumulative = new double[products.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += products.get(i).popularity();
            cumulative[i] = sum;
        }
    }

    /** {@code count} different products, in the order in which they were drawn; all of them if there are no more. */
    List<Product> draw(int count, Random random) {
        return count < products.size() / REDRAW_BELOW ? drawOneByOne(count, random) : drawBySorting(count, random);
    }

    private List<Product> drawOneByOne(int count, Random random) {
        BitSet drawn = new BitSet(products.size());
        List<Product> result = new ArrayList<>(count);
        while (result.size() < count) {
            int index = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
            int product = Math.min(index < 0 ? -index - 1 : index, cumulative.length - 1);
            if (!drawn.get(product)) {
                drawn.set(product);
                result.add(products.get(product));
            }
        }
        return result;
    }

    /** The way of Efraimidis and Spirakis: everyone draws a waiting time, the shorter the more popular. */
    private List<Product> drawBySorting(int count, Random random) {
        record Waiting(Product product, double time) {}
        List<Waiting> queue = new ArrayList<>(products.size());
        for (Product product : products) {
            queue.add(new Waiting(product, -Math.log(1 - random.nextDouble()) / product.popularity()));
        }
        queue.sort(Comparator.comparingDouble(Waiting::time));
        return queue.stream().limit(count).map(Waiting::product).toList();
    }
}
