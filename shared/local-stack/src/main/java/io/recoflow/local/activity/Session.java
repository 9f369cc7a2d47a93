package io.recoflow.local.activity;

import io.recoflow.local.shop.ShopProduct;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A visit to the shop: what was looked at so far. Its parts are kept as JSON, because each is sent many times. */
final class Session {
    /** How much of its history an event tells. */
    static final int LONGEST_HISTORY = 12;

    private static final double MEAN_VIEWS = 9;
    private static final double INTO_CART = 0.15;
    private static final double MORE_THAN_ONE = 0.25;
    private static final double QUANTITY_AS_TEXT = 0.7;
    private static final int MOST_AT_ONCE = 5;

    private final String id;
    private final String explicitHashKey;
    private final String fields;
    private final Deque<String> history = new ArrayDeque<>();
    private int viewsLeft;
    private @Nullable ShopProduct last;

    /** @param shopper the shopper's fields as JSON, with a comma before each; empty for someone who is not logged in */
    Session(String shopper, Random random) {
        long high = random.nextLong();
        this.id = hex(high) + hex(random.nextLong());
        this.explicitHashKey = HashKeys.of(high);
        this.fields = ",\"session_id\":\"" + id + '"' + shopper + ",\"browse_history\":[";
        this.viewsLeft = 1 + (int) (-(MEAN_VIEWS - 1) * Math.log(1 - random.nextDouble()));
    }

    String id() {
        return id;
    }

    String explicitHashKey() {
        return explicitHashKey;
    }

    boolean isOver() {
        return viewsLeft == 0;
    }

    /** Looks at a product. */
    void view(ProductChoice choice, Random random) {
        ShopProduct product = choice.next(last, random);
        last = product;
        viewsLeft--;
        int quantity = random.nextDouble() < MORE_THAN_ONE ? 2 + random.nextInt(MOST_AT_ONCE - 1) : 1;
        String written = random.nextDouble() < QUANTITY_AS_TEXT ? "\"" + quantity + '"' : Integer.toString(quantity);
        boolean inCart = product.inStock() && random.nextDouble() < INTO_CART;
        history.addLast("{\"product_code\":" + JsonText.quote(product.code()) + ",\"quantity\":" + written
                + ",\"in_shopping_cart\":" + inCart + '}');
        if (history.size() > LONGEST_HISTORY) {
            history.removeFirst();
        }
    }

    /** Completes an event that was begun: the session, the shopper and the history, the most recent last. */
    void writeTo(StringBuilder event) {
        event.append(fields);
        String separator = "";
        for (String item : history) {
            event.append(separator).append(item);
            separator = ",";
        }
        event.append("]}");
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
