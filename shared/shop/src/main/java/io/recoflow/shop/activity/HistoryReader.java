package io.recoflow.shop.activity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the history of an event: an array of products, or one product. A product is an object, or its code alone. What is
 * none is left out, and so are the oldest of too many.
 */
final class HistoryReader {

    private static final String FIELD = ActivityEvent.BROWSE_HISTORY;
    private static final String NO_PRODUCT = "entries without a product code left out";
    private static final int LONGEST_PRODUCT_CODE = 64;
    private static final int MOST_PRODUCTS = 1_000;
    private static final int LARGEST_QUANTITY = 1_000_000;

    private final JsonParser json;
    private final LenientValues values;
    private final Notes notes;

    HistoryReader(JsonParser json, LenientValues values, Notes notes) {
        this.json = json;
        this.values = values;
        this.notes = notes;
    }

    /** The parser stands at the value of the field, and at its end then. */
    List<BrowsedProduct> read() throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return List.of();
        }
        List<BrowsedProduct> products = new ArrayList<>();
        if (token == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                product(products);
            }
        } else {
            product(products);
        }
        if (products.size() > MOST_PRODUCTS) {
            notes.add(FIELD, "only the newest " + MOST_PRODUCTS + " entries are kept");
            return new ArrayList<>(products.subList(products.size() - MOST_PRODUCTS, products.size()));
        }
        return products;
    }

    private void product(List<BrowsedProduct> products) throws IOException {
        JsonToken token = json.currentToken();
        String code = null;
        Integer quantity = null;
        boolean inCart = false;
        if (token == JsonToken.START_OBJECT) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "product_code" -> code = code();
                    case "quantity" -> quantity = values.whole(FIELD + ".quantity", LARGEST_QUANTITY);
                    case "in_shopping_cart" -> inCart = values.flag(FIELD + ".in_shopping_cart");
                    default -> json.skipChildren();
                }
            }
        } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            code = code();
        } else {
            json.skipChildren();
        }
        if (code == null) {
            notes.add(FIELD, NO_PRODUCT);
        } else {
            products.add(new BrowsedProduct(code, quantity, inCart));
        }
    }

    private @Nullable String code() throws IOException {
        String code = values.text(FIELD + ".product_code", LONGEST_PRODUCT_CODE);
        if (code == null) {
            return null;
        }
        String stripped = code.strip();
        return stripped.isEmpty() ? null : stripped;
    }
}
