package io.recoflow.local.shop;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Products, of which each is drawn as often as it is popular. */
public final class Shelf<P> {

    private final List<P> products;
    private final double[] cumulative;

    /** @param products at least one */
    public Shelf(List<P> products, ToDoubleFunction<P> popularity) {
        this.products = List.copyOf(products);
        this.cumulative = new double[products.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += popularity.applyAsDouble(this.products.get(i));
            cumulative[i] = sum;
        }
    }

    public P draw(Random random) {
        int index = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return products.get(Math.min(index < 0 ? -index - 1 : index, cumulative.length - 1));
    }

    int size() {
        return products.size();
    }
}
