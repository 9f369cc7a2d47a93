package io.recoflow.serving.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.BrowsedProduct;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is not recommended to the shopper of an event, by the event itself. */
final class ExcludedProducts {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String PRODUCT_CODE = "product_code";

    private ExcludedProducts() {}

    /**
     * What is in the cart, what is being looked at, which stands last, and what the shop's rules want left out.
     *
     * @param fields of the event, all of whose products are left out: codes, or objects that have a {@code product_code},
     *     in a JSON array, or codes with commas between them
     */
    static Set<String> of(ActivityEvent event, List<String> fields) {
        Set<String> excluded = new HashSet<>();
        List<BrowsedProduct> history = event.browseHistory();
        for (BrowsedProduct product : history) {
            if (product.inShoppingCart()) {
                excluded.add(product.productCode());
            }
        }
        if (!history.isEmpty()) {
            excluded.add(history.get(history.size() - 1).productCode());
        }
        for (String field : fields) {
            String products = event.otherFields().get(field);
            if (products != null) {
                addCodes(excluded, products);
            } else if (field.equals(ActivityEvent.BROWSE_HISTORY)) {
                history.forEach(product -> excluded.add(product.productCode()));
            }
        }
        return excluded;
    }

    private static void addCodes(Set<String> codes, String text) {
        if (text.startsWith("[") || text.startsWith("{")) {
            try (JsonParser json = JSON.createParser(text)) {
                addCodes(codes, json);
                return;
            } catch (IOException e) {
                // Then it is text that begins like JSON.
            }
        }
        for (String code : text.split(",")) {
            codes.add(code.strip());
        }
    }

    private static void addCodes(Set<String> codes, JsonParser json) throws IOException {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            boolean isCode = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
            String name = json.currentName();
            if (isCode && (name == null || name.equals(PRODUCT_CODE))) {
                codes.add(json.getText().strip());
            }
        }
    }
}
