package io.recoflow.local.shop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws different products, the popular ones more often, and those of a customer's favourite styles. */
final class Assortment {
    /** Below this part of the catalogue it is faster to draw again when a product was drawn already. */
    private static final int REDRAW_BELOW = 8;

    private final List<Product> products;
    private final Shelf<Product> all;
    private final Map<Integer, Shelf<Product>> byStyle;

    Assortment(List<Product> products) {
        this.products = List.copyOf(products);
        this.all = new Shelf<>(products, Product::popularity);
        this.byStyle = products.stream()
                .collect(Collectors.groupingBy(
                        Product::style,
                        Collectors.collectingAndThen(
                                Collectors.toList(), ofStyle -> new Shelf<>(ofStyle, Product::popularity))));
    }

    /** {@code count} different products, in the order in which they were drawn; all of them if there are no more. */
    List<Product> draw(int count, Liking liking, Random random) {
        return count < products.size() / REDRAW_BELOW
                ? drawOneByOne(count, liking, random)
                : drawBySorting(count, liking, random);
    }

    private List<Product> drawOneByOne(int count, Liking liking, Random random) {
        Set<Product> drawn = new LinkedHashSet<>();
        while (drawn.size() < count) {
            Shelf<Product> shelf = byStyle.getOrDefault(liking.draw(random), all);
            // A style may have fewer products than are wanted of it.
            drawn.add((shelf.size() <= drawn.size() ? all : shelf).draw(random));
        }
        return List.copyOf(drawn);
    }

    /** The way of Efraimidis and Spirakis: everyone draws a waiting time, the shorter the more popular. */
    private List<Product> drawBySorting(int count, Liking liking, Random random) {
        record Waiting(Product product, double time) {}
        List<Waiting> queue = new ArrayList<>(products.size());
        for (Product product : products) {
            double popularity = product.popularity() * liking.factor(product.style());
            queue.add(new Waiting(product, -Math.log(1 - random.nextDouble()) / popularity));
        }
        queue.sort(Comparator.comparingDouble(Waiting::time));
        return queue.stream().limit(count).map(Waiting::product).toList();
    }
}
