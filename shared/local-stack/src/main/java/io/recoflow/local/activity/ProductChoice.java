package io.recoflow.local.activity;

import io.recoflow.local.shop.ShopProduct;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which product a shopper looks at next: popular ones, and ones of the line just looked at, more often than others. */
final class ProductChoice {
    private static final double SAME_LINE = 0.4;

    private final Shelf all;
    private final Map<String, Shelf> lines = new HashMap<>();

    ProductChoice(List<ShopProduct> products) {
        this.all = new Shelf(products);
        products.stream()
                .collect(Collectors.groupingBy(ShopProduct::line))
                .forEach((line, ofLine) -> lines.put(line, new Shelf(ofLine)));
    }

    /** @param last the product just looked at; null for a session's first */
    ShopProduct next(@Nullable ShopProduct last, Random random) {
        return last != null && random.nextDouble() < SAME_LINE
                ? Objects.requireNonNull(lines.get(last.line())).draw(random)
                : all.draw(random);
    }

    /** Products, of which each is drawn as often as it is popular. */
    private static final class Shelf {
        private final List<ShopProduct> products;
        private final double[] cumulative;

        Shelf(List<ShopProduct> products) {
            this.products = products;
            this.cumulative = new double[products.size()];
            double sum = 0;
            for (int i = 0; i < cumulative.length; i++) {
                sum += products.get(i).popularity();
                cumulative[i] = sum;
            }
        }

        ShopProduct draw(Random random) {
            int index = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
            return products.get(Math.min(index < 0 ? -index - 1 : index, cumulative.length - 1));
        }
    }
}
