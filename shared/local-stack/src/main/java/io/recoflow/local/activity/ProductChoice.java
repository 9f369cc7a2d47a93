package io.recoflow.local.activity;

import io.recoflow.local.shop.Shelf;
import io.recoflow.local.shop.ShopProduct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which product a shopper looks at next: popular ones, and ones of the style just looked at, more often than others. */
final class ProductChoice {
    private static final double SAME_STYLE = 0.7;

    private final Shelf<ShopProduct> all;
    private final Map<Integer, Shelf<ShopProduct>> styles = new HashMap<>();

    ProductChoice(List<ShopProduct> products) {
        this.all = new Shelf<>(products, ShopProduct::popularity);
        products.stream()
                .collect(Collectors.groupingBy(ShopProduct::style))
                .forEach((style, ofStyle) -> styles.put(style, new Shelf<>(ofStyle, ShopProduct::popularity)));
    }

    /** @param last the product just looked at; null for a session's first */
    ShopProduct next(@Nullable ShopProduct last, Random random) {
        return last != null && random.nextDouble() < SAME_STYLE
                ? Objects.requireNonNull(styles.get(last.style())).draw(random)
                : all.draw(random);
    }
}
