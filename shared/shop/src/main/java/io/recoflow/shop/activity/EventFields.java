package io.recoflow.shop.activity;

import static io.recoflow.shop.activity.RejectionReason.BAD_VALUE;
import static io.recoflow.shop.activity.RejectionReason.WRONG_TYPE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.recoflow.shop.TableColumn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of an event's JSON, checked as they are read; null counts as absent everywhere. */
final class EventFields {

    private static final int LONGEST_TEXT = 256;
    private static final int LONGEST_PRODUCT_CODE = 64;
    private static final int MOST_PRODUCTS = 1_000;
    private static final int LARGEST_QUANTITY = 1_000_000;
    /** No longer than the largest quantity: a text could have any length. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,7}");

    private static final double HIGHEST_CREDIT = 1e12;
    private static final String OTHERS = "other_fields";
    private static final Set<String> KNOWN = TableColumn.names(ActivityEvent.class).stream()
            .filter(name -> !name.equals(OTHERS))
            .collect(Collectors.toUnmodifiableSet());

    private final JsonNode root;

    EventFields(JsonNode root) {
        this.root = root;
    }

    /** That of activity where the event, of an older producer, has none. */
    String type() {
        JsonNode type = present(root, "event_type");
        return type == null
                ? ActivityEvent.TYPE
                : typed(type, JsonNodeType.STRING, "event_type").textValue();
    }

    ActivityEvent event(Arrival arrival) {
        String eventId = notBlank("event_id");
        Instant eventTime = time();
        return new ActivityEvent(
                eventId == null ? arrival.id() : eventId,
                ActivityEvent.TYPE,
                eventTime == null ? arrival.arrivedAt() : eventTime,
                notBlank("session_id"),
                customerNumber(),
                text(root, "city", "city", LONGEST_TEXT),
                text(root, "state", "state", LONGEST_TEXT),
                text(root, "postal_code", "postal_code", LONGEST_TEXT),
                text(root, "country", "country", LONGEST_TEXT),
                creditLimit(),
                browseHistory(),
                otherFields());
    }

    /** Whether there is anything to recommend by, if only a session. */
    boolean areUsable(ActivityEvent event) {
        return event.sessionId() != null
                || event.customerNumber() != null
                || event.city() != null
                || event.state() != null
                || event.postalCode() != null
                || event.country() != null
                || event.creditLimit() != null
                || !event.browseHistory().isEmpty();
    }

    private @Nullable Instant time() {
        String text = text(root, "event_time", "event_time", LONGEST_TEXT);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new RejectedException(BAD_VALUE, "event_time is no ISO 8601 time with a zone: " + text);
        }
    }

    private @Nullable Integer customerNumber() {
        JsonNode node = present(root, "customer_number");
        return node == null
                ? null
                : whole(
                        typed(node, JsonNodeType.NUMBER, "customer_number").doubleValue(),
                        Integer.MAX_VALUE,
                        "customer_number");
    }

    private @Nullable Double creditLimit() {
        JsonNode node = present(root, "credit_limit");
        if (node == null) {
            return null;
        }
        double limit = typed(node, JsonNodeType.NUMBER, "credit_limit").doubleValue();
        if (!(limit >= 0 && limit <= HIGHEST_CREDIT)) {
            throw new RejectedException(BAD_VALUE, "credit_limit is " + limit + ", and must be 0 to 1e12");
        }
        return limit;
    }

    private List<BrowsedProduct> browseHistory() {
        JsonNode history = present(root, "browse_history");
        if (history == null) {
            return List.of();
        }
        typed(history, JsonNodeType.ARRAY, "browse_history");
        if (history.size() > MOST_PRODUCTS) {
            throw new RejectedException(
                    BAD_VALUE, "browse_history has " + history.size() + " entries, and may have " + MOST_PRODUCTS);
        }
        List<BrowsedProduct> products = new ArrayList<>(history.size());
        for (int i = 0; i < history.size(); i++) {
            String place = "browse_history[" + i + "]";
            products.add(product(typed(history.get(i), JsonNodeType.OBJECT, place), place));
        }
        return products;
    }

    private static BrowsedProduct product(JsonNode node, String place) {
        String code = text(node, "product_code", place + ".product_code", LONGEST_PRODUCT_CODE);
        if (code == null || code.isBlank()) {
            throw new RejectedException(BAD_VALUE, place + ".product_code is missing or blank");
        }
        JsonNode inCart = present(node, "in_shopping_cart");
        return new BrowsedProduct(
                code,
                quantity(present(node, "quantity"), place + ".quantity"),
                inCart != null
                        && typed(inCart, JsonNodeType.BOOLEAN, place + ".in_shopping_cart")
                                .booleanValue());
    }

    private static @Nullable Integer quantity(@Nullable JsonNode node, String place) {
        if (node == null) {
            return null;
        }
        if (node.isNumber()) {
            return whole(node.doubleValue(), LARGEST_QUANTITY, place);
        }
        String text = typed(node, JsonNodeType.STRING, place).textValue().strip();
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new RejectedException(BAD_VALUE, place + " is no whole number from 0 to " + LARGEST_QUANTITY);
        }
        return whole(Integer.parseInt(text), LARGEST_QUANTITY, place);
    }

    private Map<String, String> otherFields() {
        Map<String, String> others = new LinkedHashMap<>();
        root.properties().forEach(field -> {
            if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
                JsonNode value = field.getValue();
                others.put(field.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
        return others;
    }

    private @Nullable String notBlank(String name) {
        String text = text(root, name, name, LONGEST_TEXT);
        return text == null || text.isBlank() ? null : text;
    }

    private static @Nullable String text(JsonNode parent, String name, String place, int longest) {
        JsonNode node = present(parent, name);
        if (node == null) {
            return null;
        }
        String text = typed(node, JsonNodeType.STRING, place).textValue();
        if (text.length() > longest) {
            throw new RejectedException(
                    BAD_VALUE, place + " has " + text.length() + " characters, and may have " + longest);
        }
        return text;
    }

    private static int whole(double number, int largest, String place) {
        if (!(number >= 0 && number <= largest && number == Math.rint(number))) {
            throw new RejectedException(
                    BAD_VALUE, place + " is " + number + ", and must be a whole number from 0 to " + largest);
        }
        return (int) number;
    }

    private static JsonNode typed(JsonNode node, JsonNodeType type, String place) {
        if (node.getNodeType() != type) {
            throw new RejectedException(
                    WRONG_TYPE, place + " is " + name(node.getNodeType()) + ", and must be " + name(type));
        }
        return node;
    }

    private static String name(JsonNodeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable JsonNode present(JsonNode parent, String name) {
        JsonNode node = parent.get(name);
        return node == null || node.isNull() ? null : node;
    }
}
